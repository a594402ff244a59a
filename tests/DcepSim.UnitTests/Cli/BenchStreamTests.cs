using DcepSim.Cli.Benching;

namespace DcepSim.UnitTests.Cli;

public class BenchStreamTests
{
    private static readonly SettleBenchOptions Options = new() { Accounts = 1_000, Window = SettleBenchOptions.WindowMin, Submitters = 2, Batch = 100 };

    [Theory]
    [InlineData(BenchMix.Transfers)]
    [InlineData(BenchMix.Payments)]
    [InlineData(BenchMix.Campaign)]
    public void The_same_seed_and_caller_ask_the_same_and_others_ask_otherwise(BenchMix mix)
    {
        var options = Options with { Mix = mix, Skew = 0.99 };

        Assert.Equal(Ask(options, 0), Ask(options, 0));
        Assert.NotEqual(Ask(options, 0), Ask(options, 1));
        Assert.NotEqual(Ask(options, 0), Ask(options with { Seed = 2 }, 0));
    }

    [Theory]
    [InlineData(BenchMix.Transfers)]
    [InlineData(BenchMix.Campaign)]
    public void A_repeat_is_an_earlier_request_to_the_letter(BenchMix mix)
    {
        var asked = Ask(Options with { Mix = mix }, 0);
        var first = new Dictionary<IdempotencyKey, Transfer>();
        var repeats = 0;
        foreach (var transfer in asked)
        {
            if (!first.TryAdd(transfer.Key, transfer))
            {
                Assert.Equal(first[transfer.Key], transfer);
                repeats++;
            }
        }

        Assert.InRange(repeats, asked.Length / 200, asked.Length / 50);
    }

    [Fact]
    public void Half_of_what_zipf_chooses_falls_on_few_accounts()
    {
        var uniform = Ask(Options, 0).CountBy(transfer => transfer.Debit).OrderByDescending(pair => pair.Value).Take(50).Sum(pair => pair.Value);
        var skewed = Ask(Options with { Skew = 0.99 }, 0).CountBy(transfer => transfer.Debit).OrderByDescending(pair => pair.Value).Take(50).Sum(pair => pair.Value);

        Assert.True(skewed > 3 * uniform, $"{skewed} against {uniform}");
    }

    [Fact]
    public void Made_side_by_side_they_are_what_is_made_one_by_one() => Assert.Equal(Ask(Options, 0), Ask(Options, 0, atOnce: 5)); // fewer than are made side by side

    [Theory]
    [InlineData(BenchMix.Transfers)]
    [InlineData(BenchMix.Payments)]
    [InlineData(BenchMix.Campaign)]
    public void Of_answers_each_is_counted_once_and_repeats_apart(BenchMix mix)
    {
        var options = Options with { Mix = mix };
        var stream = new BenchStream(options, new(options), 0);
        var (transfers, receipts, known) = (new Transfer[100], new Receipt[100], new Dictionary<IdempotencyKey, Receipt>());
        var (accepted, repeated) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            stream.Fill(transfers);
            for (var i = 0; i < transfers.Length; i++)
            {
                var isRefused = transfers[i].Amount.Fen > 1_000_000;
                receipts[i] = new(known.Count + 1, default, isRefused ? SettlementStatus.InsufficientFunds : SettlementStatus.Accepted, default, default);
                if (!known.TryAdd(transfers[i].Key, receipts[i]))
                {
                    receipts[i] = known[transfers[i].Key];
                    repeated++;
                }
                else if (!isRefused)
                {
                    accepted++;
                }
            }

            stream.Learn(transfers, receipts);
        }

        Assert.InRange(repeated, 100, 500);
        Assert.Equal((accepted, 20_000 - accepted - repeated, repeated), (stream.Accepted, stream.Refused, stream.Repeated));
    }

    [Theory]
    [InlineData(BenchMix.Transfers)]
    [InlineData(BenchMix.Payments)]
    [InlineData(BenchMix.Campaign)]
    public void Making_transfers_allocates_nothing_so_that_what_a_measurement_counts_is_the_settlements(BenchMix mix)
    {
        var options = Options with { Mix = mix };
        var stream = new BenchStream(options, new(options), 0);
        var (transfers, receipts) = (new Transfer[100], new Receipt[100]);
        Ask(rounds: 500);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(rounds: 2_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999); // of 200,000 transfers: the runtime's own, now and then

        void Ask(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                stream.Fill(transfers);
                stream.Learn(transfers, receipts);
            }
        }
    }

    private static Transfer[] Ask(SettleBenchOptions options, int caller, int atOnce = 100)
    {
        var stream = new BenchStream(options, new(options), caller);
        var transfers = new Transfer[20_000];
        for (var i = 0; i < transfers.Length; i += atOnce)
            stream.Fill(transfers.AsSpan(i, atOnce));
        return transfers;
    }
}
