using System.Buffers;

namespace StoreMonitor.Polls.Bodies;

/// <summary>Reads a format of polls from a body that arrives in pieces.</summary>
internal interface IPollBody
{
    /// <summary>Reads what is complete of a buffer.</summary>
    /// <param name="isLast">Whether nothing follows the buffer.</param>
    /// <returns>From where on the buffer was not read; the next one begins there.</returns>
    /// <exception cref="MalformedBodyException">It is not of the format.</exception>
    /// <exception cref="BodyTooLargeException">It has too many polls.</exception>
    SequencePosition Read(ReadOnlySequence<byte> buffer, bool isLast, ReceivedPolls polls);
}
