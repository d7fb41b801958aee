namespace StoreMonitor.Tests.Support;

/// <summary>A running service that listens on a free port of loopback, in this process, for what only a real server does.</summary>
internal sealed class ServiceOnSocket : IDisposable
{
    private readonly ServiceFactory _factory;

    public ServiceOnSocket(ServiceFolder folder, params (string Name, string Value)[] settings)
    {
        _factory = new ServiceFactory(folder) { Settings = settings };
        _factory.UseKestrel(0);
        _factory.StartServer();
        _factory.ClientOptions.AllowAutoRedirect = false;
        Client = _factory.CreateClient();
    }

    public HttpClient Client { get; }

    public int Port => Client.BaseAddress!.Port;

    public void Dispose()
    {
        Client.Dispose();
        _factory.Dispose();
    }
}
