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

    private static Transfer[] Ask(SettleBenchOptions options, int caller)
    {
        var stream = new BenchStream(options, new(options), caller);
        var transfers = new Transfer[20_000];
        for (var i = 0; i < transfers.Length; i += 100)
            stream.Fill(transfers.AsSpan(i, 100));
        return transfers;
    }
}
