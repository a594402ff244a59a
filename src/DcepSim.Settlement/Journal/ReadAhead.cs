namespace DcepSim.Settlement.Journal;

/// <summary>Reads one stretch of a file beside what its owner does with the one before: else the disk rests while blocks are checked, and the
/// processor while they are read.</summary>
/// <remarks>For one owner. What goes wrong beside is not told: the stretch is missing then, and who reads it himself meets the fault.</remarks>
internal sealed class ReadAhead : IDisposable
{
    private AlignedBuffer? _memory;
    private Task<int>? _reading;
    private long _from;

    /// <summary>Begins to read a stretch; what was read before is dropped.</summary>
    /// <param name="file">Open until the stretch is taken or dropped.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="lengthMax">The bytes of the longest stretch there will be.</param>
    public void Start(IJournalFile file, long offset, int length, int lengthMax)
    {
        Drop();
        var memory = _memory ??= AlignedBuffer.ForLong(lengthMax, isCleared: false);
        _from = offset;
        _reading = Task.Run(() => JournalReads.Fully(file, offset, memory.Span[..length]));
    }

    /// <summary>Takes the stretch, once it is read.</summary>
    /// <param name="offset">Where a stretch is wanted from.</param>
    /// <param name="bytes">Takes it.</param>
    /// <returns>The bytes taken; 0 if another stretch was read, or none.</returns>
    public int Take(long offset, Span<byte> bytes)
    {
        if (_reading is null)
            return 0;
        var read = Math.Min(Wait(_reading), bytes.Length);
        _reading = null;
        if (offset != _from || read == 0)
            return 0;
        _memory!.Span[..read].CopyTo(bytes);
        return read;
    }

    /// <summary>Waits until nothing is being read, and forgets what was.</summary>
    public void Drop()
    {
        if (_reading is not null)
            Wait(_reading);
        _reading = null;
    }

    public void Dispose()
    {
        Drop();
        _memory?.Dispose();
    }

    private static int Wait(Task<int> reading)
    {
        try
        {
            return reading.GetAwaiter().GetResult();
        }
        catch (Exception) // whatever it is: reading the same again tells
        {
            return 0;
        }
    }
}
