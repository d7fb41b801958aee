namespace StoreMonitor.Tests.Support;

/// <summary>A running service on the example stores, for tests that change nothing another one sees.</summary>
public sealed class ServiceOnExamples : IDisposable
{
    public ServiceOnExamples()
    {
        Folder = ServiceFolder.WithExamples();
        Factory = new ServiceFactory(Folder);
        Client = Factory.CreateQuietClient();
    }

    public HttpClient Client { get; }

    internal ServiceFolder Folder { get; }

    internal ServiceFactory Factory { get; }

    public void Dispose()
    {
        Client.Dispose();
        Factory.Dispose();
        Folder.Dispose();
    }
}
