using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Settlement.Reading;
using DcepSim.Testing;

namespace DcepSim.SimulationTests.Settlement;

/// <summary>Not a sample: every byte of a checkpoint and of an account index, one after another, is damaged.</summary>
public class EveryByteBesideTests
{
    private const string IndexExtension = ".accounts";
    private const int FullScale = 4; // below it every so-manieth byte
    private const int Batch = 50;
    private const int BatchesMin = 40;
    private const int BatchesMax = 4_000;
    private const int PageEntries = 200;
    private static readonly byte[] Flips = [0x01, 0x80, 0xFF];

    private static readonly PipelineOptions Options = SettlementCourse.Options with
    {
        Ledger = SettlementCourse.Options.Ledger with { IdempotencyWindow = 1 << 12, ExpiriesMax = 16 },
        BatchTransfersMax = 64,
        CheckpointEntries = 600,
        Journal = new() { SegmentBytes = 24 * JournalLayout.BlockBytes, SegmentsAhead = 1, ReserveBytes = 0 },
    };

    [Fact]
    public async Task A_damaged_checkpoint_is_passed_over_for_the_one_before_never_taken_for_sound()
    {
        var written = await WriteAsync();
        var sequences = Sequences(written);
        Assert.Equal(CheckpointShelf.Kept, sequences.Count);
        var newest = Content(written, []).ToArray();
        var without = Copy(written);
        without.Delete(JournalLayout.CheckpointName(sequences[^1]));
        var older = Content(without, []).ToArray();
        var (unharmed, passedOver) = (0, 0);
        using var kept = new ThreadLocal<byte[]>(() => new byte[Math.Max(newest.Length, older.Length)]); // taken anew for every byte it keeps the collector busy
        ForEachByte(written, JournalLayout.CheckpointName(sequences[^1]), (store, _) =>
        {
            var memory = kept.Value!;
            string? damaged = null;
            var content = Content(store, memory, fault => damaged = fault.File);
            if (damaged is null)
            {
                Assert.True(content.SequenceEqual(newest));
                Interlocked.Increment(ref unharmed);
                return;
            }

            Assert.Equal(JournalLayout.CheckpointName(sequences[^1]), damaged);
            Assert.True(content.SequenceEqual(older));
            Interlocked.Increment(ref passedOver);
        });
        TestContext.Current.SendDiagnosticMessage($"a checkpoint's bytes: {unharmed:N0} made good by the copy or unused, {passedOver:N0} passed over");
        Assert.True(unharmed > 0 && passedOver > unharmed / 8, $"{unharmed} unharmed, {passedOver} passed over");
    }

    [Fact]
    public async Task With_any_byte_of_an_account_index_damaged_every_statement_is_the_same()
    {
        var written = await WriteAsync();
        var index = written.Names().First(name => name.EndsWith(IndexExtension, StringComparison.Ordinal));
        var truth = Statements(written);
        Assert.True(truth.Sum(page => page.Length) > PageEntries * 5, "too few entries to tell");
        ForEachByte(written, index, (store, offset) =>
        {
            using var statements = JournalStatements.Open(store);
            foreach (var account in new[] { 2, 1 + (int)(offset % truth.Length) }) // the vault, which all pass, and another in turn
            {
                if (!truth[account - 1].AsSpan().SequenceEqual(Statement(statements, account)))
                    Assert.Fail($"byte {offset}, account {account}");
            }
        });
    }

    private static async Task<MemoryJournalStore> WriteAsync()
    {
        var store = new MemoryJournalStore();
        await using var settlement = PipelinedSettlement.Open(store, new SettlementCourse.StandingClock(), Options);
        await SettlementCourse.BeginAsync(settlement);
        var counters = new ulong[SettlementCourse.Sessions + 1];
        for (var batch = 0; batch < BatchesMin || settlement.Checkpoints < CheckpointShelf.Kept || settlement.StatementIndex.Segments == 0; batch++)
        {
            Assert.True(batch < BatchesMax, $"{settlement.Checkpoints} checkpoints, {settlement.StatementIndex.Segments} indices: {settlement.CheckpointFault} {settlement.StatementIndexFault}");
            var transfers = Enumerable.Range(0, Batch).Select(i => 1 + ((ulong)i % SettlementCourse.Sessions)).Select(session => SettlementCourse.At(session, ++counters[session])).ToArray();
            await settlement.SettleAsync(transfers, new Receipt[Batch]);
        }

        return store;
    }

    private static IReadOnlyList<long> Sequences(MemoryJournalStore store)
    {
        using var folder = JournalFolder.Open(store, Options.Journal);
        return folder.Checkpoints.Sequences();
    }

    private static ReadOnlySpan<byte> Content(IJournalStore store, byte[] memory, Action<JournalCorruptionException>? passedOver = null)
    {
        using var folder = JournalFolder.Open(store, Options.Journal);
        using var checkpoint = folder.Checkpoints.OpenNewest(passedOver);
        var content = memory.Length >= checkpoint!.Length ? memory.AsSpan(0, (int)checkpoint.Length) : new byte[checkpoint.Length];
        content.Clear(); // what the byte before left there must not pass for read
        checkpoint.ReadExactly(content);
        return content;
    }

    private static StatementEntry[][] Statements(IJournalStore store)
    {
        using var statements = JournalStatements.Open(store);
        return [.. Enumerable.Range(1, SettlementCourse.Accounts).Select(account => Statement(statements, account))];
    }

    private static StatementEntry[] Statement(JournalStatements statements, int account) =>
        [.. statements.Read(new(new AccountId(account)) { EntriesMax = PageEntries, Order = StatementOrder.OldestFirst }).Entries];

    private static void ForEachByte(MemoryJournalStore written, string name, Action<MemoryJournalStore, long> check)
    {
        using var file = written.Open(name, writable: false);
        var bytes = file.Length;
        var step = TestScale.Factor >= FullScale ? 1 : 37;
        Parallel.For(0, (bytes + step - 1) / step, () => Copy(written), (number, _, store) =>
        {
            var offset = number * step;
            var flips = Flips[offset % Flips.Length];
            Flip(store, name, offset, flips);
            check(store, offset);
            Flip(store, name, offset, flips);
            return store;
        }, _ => { });
    }

    private static void Flip(MemoryJournalStore store, string name, long offset, byte flips)
    {
        using var file = store.Open(name, writable: true);
        using var block = new AlignedBuffer(JournalLayout.BlockBytes);
        var from = offset / JournalLayout.BlockBytes * JournalLayout.BlockBytes;
        file.Read(from, block.Span);
        block.Span[(int)(offset - from)] ^= flips;
        file.Write(from, block.Span);
    }

    private static MemoryJournalStore Copy(MemoryJournalStore written)
    {
        var copy = new MemoryJournalStore();
        foreach (var name in written.Names())
        {
            using var from = written.Open(name, writable: false);
            using var to = copy.Create(name, from.Length);
            using var memory = new AlignedBuffer((int)Math.Max(JournalLayout.BlockBytes, from.Length));
            var read = from.Read(0, memory.Span);
            to.Write(0, memory.Span[..read]);
        }

        return copy;
    }
}
