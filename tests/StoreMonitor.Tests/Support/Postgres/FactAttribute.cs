using Xunit.Sdk;

// In the namespace of all tests, so that it stands for xunit's own attribute in all of them.
namespace StoreMonitor.Tests;

/// <summary>A test, which is reported as skipped where its class needs a PostgreSQL server and there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("StoreMonitor.Tests.Support.Postgres.FactsOfClasses", "StoreMonitor.Tests")]
internal class FactAttribute : Xunit.FactAttribute;

/// <inheritdoc cref="FactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("StoreMonitor.Tests.Support.Postgres.TheoriesOfClasses", "StoreMonitor.Tests")]
internal class TheoryAttribute : Xunit.TheoryAttribute;
