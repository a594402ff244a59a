namespace DcepSim.Ledger;

/// <summary>The distinct profiles of caps; tiers have a handful, so an account carries only an index. Index 0 has no caps.</summary>
internal sealed class LimitsTable : IDisposable
{
    public const int Capacity = 1 << 12;
    private const int None = -1;
    private readonly NativeArray<Limits> _profiles = NativeArray<Limits>.Uninitialized(Capacity);
    private readonly Dictionary<Limits, ushort> _indices = [];
    private (Limits Profile, int Index) _latest = (default, None);

    public LimitsTable() => IndexOf(Limits.From(default));

    public int Count => _indices.Count;

    public NativeView<Limits> First => _profiles.First;

    /// <summary>The index of a profile, new or known; −1 when the table is full.</summary>
    public int IndexOf(in Limits limits)
    {
        if (_latest.Index != None && limits == _latest.Profile) // accounts of one tier are opened one after another
            return _latest.Index;
        if (_indices.TryGetValue(limits, out var known))
        {
            _latest = (limits, known);
            return known;
        }

        if (_indices.Count == Capacity)
            return None;
        var index = (ushort)_indices.Count;
        _indices.Add(limits, index);
        _profiles.First[index] = limits;
        return index;
    }

    /// <summary>Takes the profiles of a snapshot in place of its own.</summary>
    public void Restore(ReadOnlySpan<Limits> profiles)
    {
        _indices.Clear();
        _latest = (default, None);
        foreach (ref readonly var profile in profiles)
            IndexOf(profile);
    }

    public void Dispose() => _profiles.Dispose();
}
