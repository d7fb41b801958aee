namespace StoreMonitor.Storage;

/// <summary>The connection was lost while a transaction was committed, and the server could not be asked what became of it.</summary>
internal sealed class CommitUnknownException(Exception cause) : Exception(
    "the connection to the database server was lost during a commit, and the server could not be asked for the outcome: either all of the "
    + "work in progress is stored, or nothing of it. Run the same again: what is stored already counts as unchanged",
    cause);
