namespace StoreMonitor.Polls;

/// <summary>A poll that cannot be stored, with the reason.</summary>
/// <param name="Index">Its 0-based place in a JSON array.</param>
/// <param name="Line">The 1-based line on which it is, in CSV and NDJSON.</param>
/// <param name="Column">The name of the member or column that is wrong.</param>
/// <param name="Value">What was found there, fit to print.</param>
/// <param name="Reason">What is wrong with it, as the end of a sentence: "is not 'active' or 'inactive'".</param>
internal sealed record RejectedPoll(long? Index, long? Line, string Column, string Value, string Reason);

/// <summary>What became of the polls of a request, all of which are on the disk.</summary>
/// <param name="Received">How many polls the body has.</param>
/// <param name="Accepted">How many of them are stored.</param>
/// <param name="RejectedCount">How many of them are not.</param>
/// <param name="Rejected">The first 1,000 of those.</param>
internal sealed record PollsAnswer(long Received, long Accepted, long RejectedCount, IReadOnlyList<RejectedPoll> Rejected);
