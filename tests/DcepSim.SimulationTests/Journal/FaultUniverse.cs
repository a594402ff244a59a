using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.SimulationTests.Journal;

/// <summary>
/// Several lives of a journal on a disk that tears writes, fails flushes, reads short, runs full, loses power and damages a block now and
/// then. Whatever happens: what was answered for is recovered exactly once, or the journal stops and says why.
/// </summary>
internal sealed class FaultUniverse(long seed)
{
    private readonly RandomKey _key = RandomKey.FromSeed(seed);
    private readonly RecordBook _book = new();
    private SimulatedDisk _disk = new(RandomKey.FromSeed(seed).Child("disk"));
    private bool _isRecovered = true;
    private bool _mayHideDamage; // a repair that could not be flushed still reads back, until the power goes

    /// <summary>What happened, for the count of what a set of universes has seen.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        var lives = 2 + (int)_key.Child("lives").Below(0, 4);
        for (var number = 1; number <= lives; number++)
        {
            var key = _key.Child("life").Child((ulong)number);
            _disk.Faults = FaultsOf(key.Child("faults"));
            if (_isRecovered && !_mayHideDamage && number > 1)
                Damage(key.Child("damage"));
            Live(key, number, OptionsOf(key.Child("options")));
            End(key.Child("end"));
        }

        _disk.Faults = default;
        _disk.CapacityBytes = long.MaxValue;
        new JournalLife(_disk, OptionsOf(_key), _book, lives + 1).Recover();
    }

    private static JournalOptions OptionsOf(RandomKey key) => new()
    {
        SegmentBytes = (16 + (long)key.Below(0, 24)) * JournalLayout.BlockBytes,
        SegmentsAhead = 1 + (int)key.Below(1, 2),
        ReserveBytes = 0,
        PreparesInBackground = false,
    };

    private static DiskFaults FaultsOf(RandomKey key)
    {
        int Rate(ulong kind, int rate) => key.Below(kind, 2) == 0 ? 0 : rate;
        return new(Rate(0, 10_000), Rate(1, 20_000), Rate(2, 200_000), Rate(3, 30_000));
    }

    private void Live(RandomKey key, int number, JournalOptions options)
    {
        var life = new JournalLife(_disk, options, _book, number);
        try
        {
            _isRecovered = false;
            life.Recover();
            _isRecovered = true;
            life.Work(key.Child("work"), 15);
            Note("worked to the end");
        }
        catch (JournalCorruptionException)
        {
            throw;
        }
        catch (Exception fault) when (fault is JournalException or IOException)
        {
            Note(fault.GetType().Name);
            _mayHideDamage |= !_isRecovered;
            if (fault is JournalStoppedException)
                life.CheckStopped();
        }
    }

    private void End(RandomKey key)
    {
        _disk.EndProcess();
        if (key.Below(0, 2) == 0)
            return;
        Note("power cut");
        _mayHideDamage = false;
        _disk = _disk.AfterPowerLoss(key, (int)key.Below(1, 101));
    }

    // One block, and only when the last one has been made good: what one parity block promises.
    private void Damage(RandomKey key)
    {
        var segments = _disk.Names().Where(name => name.EndsWith(JournalLayout.SegmentExtension, StringComparison.Ordinal)).ToList();
        if (segments.Count == 0 || key.Below(0, 2) == 0)
            return;
        var name = segments[(int)key.Below(1, (ulong)segments.Count)];
        using var file = _disk.Open(name, writable: false);
        _disk.Damage(name, (long)key.Below(2, (ulong)file.Length), (byte)(1 + key.Below(3, 255)));
        Note("damage");
    }

    private void Note(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;
}
