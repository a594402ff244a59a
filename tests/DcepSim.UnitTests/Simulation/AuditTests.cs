using DcepSim.Simulation;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public class AuditTests
{
    [Theory]
    [InlineData(TransferKind.PacketPayment, "packet of winner")]
    [InlineData(TransferKind.Payment, "wallet of winner")]
    public void A_single_fen_that_the_ledger_moved_differently_is_a_break(TransferKind kind, string holder)
    {
        var run = new CampaignRun(new CampaignModel(TinyScenarios.Lottery()), (options, clock) => new FenThief(options, clock, kind));

        var audit = run.Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken).Audit;

        Assert.False(audit.IsClean);
        Assert.Equal(1, Assert.Single(audit.Breaks, found => found.Place.StartsWith(holder, StringComparison.Ordinal)).Difference.Fen);
        Assert.Contains(audit.Breaks, found => found.Place == $"all transfers of kind {kind}");
    }
}
