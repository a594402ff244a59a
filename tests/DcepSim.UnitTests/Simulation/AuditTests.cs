using DcepSim.Simulation;
using DcepSim.Testing;

namespace DcepSim.UnitTests.Simulation;

public class AuditTests
{
    [Theory]
    [InlineData(TransferKind.PacketPayment)]
    [InlineData(TransferKind.Payment)]
    public void A_single_fen_that_the_ledger_moved_differently_is_a_break(TransferKind kind)
    {
        var run = new CampaignRun(new CampaignModel(TinyScenarios.Lottery()), (options, clock) => new FenThief(options, clock, kind));

        var audit = run.Execute(RandomKey.FromSeed(1), cancellation: TestContext.Current.CancellationToken).Audit;

        Assert.False(audit.IsClean);
        Assert.Contains(audit.Breaks, found => Math.Abs(found.Difference.Fen) == 1);
        Assert.Contains(audit.Breaks, found => found.Place == $"all transfers of kind {kind}");
    }
}
