using Xunit.Abstractions;
using Xunit.Sdk;

namespace StoreMonitor.Tests.Support.Postgres;

/// <summary>Finds the facts of a class, or reports them as skipped.</summary>
internal sealed class FactsOfClasses(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        SkippedTests.Of(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.Discover(discoveryOptions, testMethod, factAttribute);
}

/// <summary>Finds the theories of a class, or reports them as skipped.</summary>
internal sealed class TheoriesOfClasses(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        SkippedTests.Of(DiagnosticMessageSink, discoveryOptions, testMethod) ?? base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

/// <summary>The tests of a class that cannot run here.</summary>
internal static class SkippedTests
{
    /// <returns>
    /// One skipped test, or none where a test about SQLite is inherited; <c>null</c> when the test can run.
    /// </returns>
    public static IXunitTestCase[]? Of(IMessageSink diagnostics, ITestFrameworkDiscoveryOptions options, ITestMethod method)
    {
        if (!method.TestClass.Class.GetCustomAttributes(typeof(OnPostgresAttribute)).Any())
            return null;
        if (method.Method.GetCustomAttributes(typeof(OnSqliteAttribute)).Any())
            return [];
        if (PostgresServer.Problem is not { } problem)
            return null;
        return
        [
            new XunitSkippedDataRowTestCase(
                diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, problem),
        ];
    }
}
