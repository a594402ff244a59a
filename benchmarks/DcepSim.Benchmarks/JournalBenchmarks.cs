using BenchmarkDotNet.Attributes;
using DcepSim.Settlement.Journal;
using DcepSim.Testing.Journal;

namespace DcepSim.Benchmarks;

/// <summary>A group of the journal without a disk: checksums, parity and headers on writing, the same checked on reading, beside a plain copy.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int GroupsRead = 16;

    private readonly MemoryJournalStore _store = new();
    private byte[] _records = [];
    private byte[] _copy = [];
    private JournalFolder _folder = null!;
    private JournalWriter _writer = null!;
    private JournalGroup _group = null!;

    [Params(62, 8_192, 63_488)]
    public int Records { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _records = new byte[Records * JournalLayout.RecordBytes];
        _copy = new byte[_records.Length];
        JournalRecords.Fill(1, 0, _records);
        _folder = JournalFolder.Open(new BottomlessStore(), new() { SegmentBytes = 1L << 30, SegmentsAhead = 1, PreparesInBackground = false });
        _writer = _folder.Recover();
        _group = Filled(_records);
        using var folder = JournalFolder.Open(_store, new() { SegmentBytes = 32L << 20, SegmentsAhead = 1, ReserveBytes = 0, PreparesInBackground = false });
        var writer = folder.Recover();
        for (var group = 0; group < GroupsRead; group++)
            writer.Append(_group);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _group.Dispose();
        _folder.Dispose();
    }

    private static JournalGroup Filled(byte[] records)
    {
        var group = new JournalGroup(records.Length / JournalLayout.RecordBytes);
        group.Add(records);
        return group;
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _records.CopyTo(_copy, 0);

    [Benchmark]
    public long Write() => _writer.Append(_group);

    [Benchmark(OperationsPerInvoke = GroupsRead)]
    public long OpenAndRead()
    {
        using var reader = JournalReader.Open(_store);
        var last = 0L;
        while (reader.Read(GroupsRead * (long)Records))
            last = reader.LastSequence;
        return last;
    }
}
