namespace StoreMonitor.Tests.Support.Postgres;

/// <summary>Marks a class of tests that need a PostgreSQL server; without one they are reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnPostgresAttribute : Attribute;
