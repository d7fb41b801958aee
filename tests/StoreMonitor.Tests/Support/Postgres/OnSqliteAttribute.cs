namespace StoreMonitor.Tests.Support.Postgres;

/// <summary>Marks a test that is about files of SQLite, in a class whose other tests also run on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnSqliteAttribute : Attribute;
