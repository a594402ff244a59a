using DcepSim.Settlement.Journal;

namespace DcepSim.Testing.Journal;

/// <summary>
/// A disk as a power cut shows it: bytes and names are certain only once flushed; of the rest any blocks, or sectors of them, and any
/// names may have arrived, in any order. It counts its calls, loses power at a chosen one, leaves out a chosen flush, and breaks by chance when told to.
/// </summary>
/// <remarks>One key and one course of calls give one universe. Not safe for use from several threads.</remarks>
public sealed class SimulatedDisk : IJournalStore
{
    private readonly Dictionary<string, SimulatedFile> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedFile> _durableNames = new(StringComparer.Ordinal);
    private readonly List<NameChange> _pendingNames = [];
    private readonly List<(int Call, string What)> _flushes = [];
    private readonly RandomKey _key;
    private ulong _draws;
    private object? _holder;

    /// <summary>An empty disk.</summary>
    /// <param name="key">Its luck.</param>
    /// <param name="capacityBytes">Its size.</param>
    public SimulatedDisk(RandomKey key, long capacityBytes = long.MaxValue)
    {
        _key = key;
        CapacityBytes = capacityBytes;
    }

    /// <summary>Bytes that all files together may take.</summary>
    public long CapacityBytes { get; set; }

    /// <summary>How it misbehaves.</summary>
    public DiskFaults Faults { get; set; }

    /// <summary>Writes, flushes and changes of names so far.</summary>
    public int Calls { get; private set; }

    /// <summary>
    /// The call at which the power goes, and every later one with it; by default it never does. A test that only wants the process to end
    /// there sets this back, and calls <see cref="EndProcess"/>.
    /// </summary>
    public int PowerLostAt { get; set; } = int.MaxValue;

    /// <summary>The number of a flush that does nothing, from 0; by default none.</summary>
    public int FlushLeftOut { get; set; } = -1;

    /// <summary>The flushes so far: the number of calls by then, and the file's name, or <c>names</c>.</summary>
    public IReadOnlyList<(int Call, string What)> Flushes => _flushes;

    /// <summary>Faults that happened so far.</summary>
    public int FaultsMet { get; private set; }

    /// <inheritdoc/>
    public string Place => "simulated disk";

    /// <inheritdoc/>
    public long FreeBytes => CapacityBytes - _names.Values.Sum(file => (long)file.Blocks * JournalLayout.BlockBytes);

    /// <inheritdoc/>
    public IDisposable Lock()
    {
        if (_holder is not null)
            throw new JournalLockedException($"{Place}: the journal is held by another caller.");
        var hold = new Hold(this);
        _holder = hold;
        return hold;
    }

    /// <summary>The process is gone, without a chance to do anything; what it wrote is not.</summary>
    public void EndProcess() => _holder = null;

    /// <summary>The disk that is found when the power is back.</summary>
    /// <param name="key">Decides what of the unflushed has arrived.</param>
    /// <param name="arrivedPercent">How likely each unflushed block and name is to have arrived, 0 to 100.</param>
    public SimulatedDisk AfterPowerLoss(RandomKey key, int arrivedPercent = 50)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arrivedPercent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arrivedPercent, 100);
        var luck = new Luck(key, arrivedPercent);
        var found = new SimulatedDisk(key.Child("disk"), CapacityBytes);
        var names = new Dictionary<string, SimulatedFile>(_durableNames, StringComparer.Ordinal);
        foreach (var change in _pendingNames)
        {
            if (luck.Toss())
                change.Apply(names);
        }

        var survivors = new Dictionary<SimulatedFile, SimulatedFile>();
        foreach (var (name, file) in names.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!survivors.TryGetValue(file, out var survivor))
                survivors.Add(file, survivor = file.AfterPowerLoss(luck.Toss, luck.Tears));
            found._names.Add(name, survivor);
            found._durableNames.Add(name, survivor);
        }

        return found;
    }

    /// <summary>Turns bits of one byte of a file around.</summary>
    /// <param name="name">The file.</param>
    /// <param name="offset">The byte.</param>
    /// <param name="flips">The bits, not 0.</param>
    public void Damage(string name, long offset, byte flips)
    {
        ArgumentOutOfRangeException.ThrowIfZero(flips);
        _names[name].Damage((int)(offset / JournalLayout.BlockBytes), (int)(offset % JournalLayout.BlockBytes), flips);
    }

    /// <summary>Copies every file to another store, as it reads back here.</summary>
    public void CopyTo(IJournalStore target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var memory = new AlignedBuffer(JournalLayout.BlockBytes);
        foreach (var (name, content) in _names)
        {
            using var file = target.Create(name, 0);
            for (var block = 0; block < content.Blocks; block++)
            {
                content.Block(block).CopyTo(memory.Span);
                file.Write(block * (long)JournalLayout.BlockBytes, memory.Span);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => [.. _names.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IJournalFile Create(string name, long expectedBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Count();
        if (expectedBytes > FreeBytes || Happens(Faults.FullRate))
            throw new JournalFullException(FormattableString.Invariant($"{Place}: {name} needs {expectedBytes} bytes, {FreeBytes} are free."));
        var file = new SimulatedFile();
        Change(new(name, file, null));
        return new OpenFile(this, name, file);
    }

    /// <inheritdoc/>
    public IJournalFile Open(string name, bool writable) =>
        _names.TryGetValue(name, out var file) ? new OpenFile(this, name, file) : throw new FileNotFoundException($"{Place}: there is no {name}.", name);

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
        Count();
        var file = _names.GetValueOrDefault(name) ?? throw new FileNotFoundException($"{Place}: there is no {name}.", name);
        Change(new(newName, file, name));
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        Count();
        Change(new(null, null, name));
    }

    /// <inheritdoc/>
    public void FlushNames()
    {
        Count();
        if (IsLeftOut("names"))
            return;
        if (Happens(Faults.FailedFlushRate))
            throw new IOException($"{Place}: the flush of the names failed.");
        foreach (var change in _pendingNames)
            change.Apply(_durableNames);
        _pendingNames.Clear();
    }

    private void Change(NameChange change)
    {
        change.Apply(_names);
        _pendingNames.Add(change);
    }

    private void Count()
    {
        if (Calls >= PowerLostAt)
            throw new PowerLostException();
        Calls++;
    }

    private bool IsLeftOut(string what)
    {
        _flushes.Add((Calls, what));
        return _flushes.Count - 1 == FlushLeftOut;
    }

    private bool Happens(int rate)
    {
        if (rate == 0 || _key.Below(_draws++, 1_000_000) >= (ulong)rate)
            return false;
        FaultsMet++;
        return true;
    }

    private bool Toss() => (_key.Word(_draws++) & 1) != 0;

    // A rename is one change: it arrives whole or not at all.
    private sealed record NameChange(string? Added, SimulatedFile? File, string? Removed)
    {
        public void Apply(Dictionary<string, SimulatedFile> names)
        {
            if (Removed is not null)
                names.Remove(Removed);
            if (Added is not null)
                names[Added] = File!;
        }
    }

    private sealed class Luck(RandomKey key, int arrivedPercent)
    {
        private ulong _draws;

        public bool Toss() => key.Below(_draws++, 100) < (ulong)arrivedPercent;

        public bool Tears() => arrivedPercent is > 0 and < 100 && key.Below(_draws++, 8) == 0;
    }

    private sealed class Hold(SimulatedDisk disk) : IDisposable
    {
        // Nobody else's, when it is let go once more.
        public void Dispose() => disk._holder = disk._holder == this ? null : disk._holder;
    }

    private sealed class OpenFile(SimulatedDisk disk, string name, SimulatedFile file) : IJournalFile
    {
        public string Name => name;

        public long Length => (long)file.Blocks * JournalLayout.BlockBytes;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            disk.Count();
            var first = (int)(offset / JournalLayout.BlockBytes);
            var blocks = bytes.Length / JournalLayout.BlockBytes;
            if ((long)(first + blocks - file.Blocks) * JournalLayout.BlockBytes > disk.FreeBytes)
                throw new JournalFullException($"{disk.Place}: no room to make {name} longer.");
            var isTorn = disk.Happens(disk.Faults.TornWriteRate);
            for (var block = 0; block < blocks; block++)
            {
                if (!isTorn || disk.Toss())
                    file.Write(first + block, bytes.Slice(block * JournalLayout.BlockBytes, JournalLayout.BlockBytes));
            }

            if (isTorn)
                throw new IOException($"{name}: the write failed.");
        }

        public int Read(long offset, Span<byte> bytes)
        {
            BlockAccess.Check(offset, bytes);
            var first = (int)(offset / JournalLayout.BlockBytes);
            var blocks = Math.Clamp(file.Blocks - first, 0, bytes.Length / JournalLayout.BlockBytes);
            var isShort = blocks > 1 && disk.Happens(disk.Faults.ShortReadRate);
            if (isShort)
                blocks = 1;
            for (var block = 0; block < blocks; block++)
                file.Block(first + block).CopyTo(bytes[(block * JournalLayout.BlockBytes)..]);
            return blocks * JournalLayout.BlockBytes + (isShort ? JournalLayout.BlockBytes / 2 : 0);
        }

        public void Flush()
        {
            disk.Count();
            if (disk.IsLeftOut(name))
                return;
            if (disk.Happens(disk.Faults.FailedFlushRate))
            {
                file.FlushBadly(disk.Toss);
                throw new IOException($"{name}: the flush failed.");
            }

            file.Flush();
        }

        public void Dispose()
        {
        }
    }
}
