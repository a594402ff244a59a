namespace DcepSim.Logs;

/// <summary>Rows of one kind, of one run, in order of time. Several may read it at the same time; the last one gives it back.</summary>
internal sealed class LogBlock(Action<LogBlock> giveBack)
{
    public const int RowsMax = 8_192;

    private readonly LogRow[] _rows = new LogRow[RowsMax];
    private int _readers;

    /// <summary>Whether they are claims; payments otherwise.</summary>
    public bool IsClaims { get; private set; }

    public int Count { get; private set; }

    public bool IsFull => Count == RowsMax;

    public ReadOnlySpan<LogRow> Rows => _rows.AsSpan(0, Count);

    public void Begin(bool isClaims) => (IsClaims, Count) = (isClaims, 0);

    /// <summary>The next row, to be filled.</summary>
    public ref LogRow Next() => ref _rows[Count++];

    /// <summary>Room for rows that are read from elsewhere.</summary>
    public Span<LogRow> Next(int rows)
    {
        var from = Count;
        Count += rows;
        return _rows.AsSpan(from, rows);
    }

    public void LendTo(int readers) => _readers = readers;

    public void Release()
    {
        if (Interlocked.Decrement(ref _readers) == 0)
            giveBack(this);
    }
}
