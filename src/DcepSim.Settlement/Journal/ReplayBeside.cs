using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DcepSim.Settlement.Journal;

/// <summary>Replays records in a thread of its own while the next are read from the disk and checked; a little is replayed at once.</summary>
/// <remarks>For one thread. What goes wrong there is thrown here, at the latest when it finishes.</remarks>
internal sealed class ReplayBeside(JournalReplay replay) : IDisposable
{
    private const int WorthAThreadBytes = 1 << 18;
    private const int WaitingMax = 4;

    private readonly BlockingCollection<(long First, byte[] Memory, int Length)> _waiting = new(WaitingMax);
    private Thread? _thread;
    private volatile ExceptionDispatchInfo? _fault;

    /// <summary>Hands records over; they are copied.</summary>
    public void Replay(long first, ReadOnlySpan<byte> records)
    {
        if (_thread is null && records.Length < WorthAThreadBytes)
        {
            replay(first, records);
            return;
        }

        if (_thread is null)
        {
            _thread = new(Run) { IsBackground = true, Name = "journal replay" };
            _thread.Start();
        }

        _fault?.Throw();
        var memory = ArrayPool<byte>.Shared.Rent(records.Length);
        records.CopyTo(memory);
        _waiting.Add((first, memory, records.Length));
    }

    /// <summary>Waits until everything has been replayed.</summary>
    public void Finish()
    {
        _waiting.CompleteAdding();
        _thread?.Join();
        _fault?.Throw();
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread?.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        foreach (var (first, memory, length) in _waiting.GetConsumingEnumerable())
        {
            try
            {
                if (_fault is null)
                    replay(first, memory.AsSpan(0, length));
            }
            catch (Exception fault) // whatever it is, whoever opens the journal is to hear of it
            {
                _fault = ExceptionDispatchInfo.Capture(fault);
            }

            ArrayPool<byte>.Shared.Return(memory);
        }
    }
}
