using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;

namespace DcepSim.Choices;

/// <summary>The designs that a budget allows, all checked before anything is run.</summary>
internal static class Candidates
{
    private static readonly Amount AnyBudget = Amount.FromYuan(900_000_000_000);

    /// <returns>The designs, and how many would have issued more.</returns>
    /// <exception cref="ScenarioException">A design has faults, or fewer than two are within the budget.</exception>
    public static (ImmutableArray<ChoiceDesign> Designs, int OverBudget) Within(
        Amount budget, Scenario scenario, IReadOnlyList<SweepAxis> axes, ExperimentOptions options, CancellationToken cancellation)
    {
        var count = CampaignSweep.CountPoints(axes, SweepDesign.Factorial, 0);
        if (count > CampaignChoice.DesignsMax)
            throw new ScenarioException("--vary", [new ScenarioFault("", $"there are {count} designs; allowed: up to {CampaignChoice.DesignsMax}")]);
        var rich = scenario with { Campaign = scenario.Campaign with { Budget = AnyBudget } };
        var values = Enumerable.Range(0, count).Select(index => CampaignSweep.Combination(axes, index)).ToArray();
        var designs = VariedScenarios.Of(rich, axes, values, options, cancellation)
            .Select((design, place) => (Design: design, Values: values[place], Issued: design.Campaign.Issued))
            .Where(pair => pair.Issued <= budget)
            .Select((pair, place) => new ChoiceDesign(
                place + 1,
                pair.Values,
                ScenarioReader.Check(pair.Design with { Campaign = pair.Design.Campaign with { Budget = budget } }),
                pair.Issued,
                IsCoupon(pair.Design),
                0,
                null,
                null))
            .ToImmutableArray();
        return designs.Length >= 2 ? (designs, count - designs.Length) : throw new ScenarioException(
            "--budget", [new ScenarioFault("", string.Create(CultureInfo.InvariantCulture, $"{designs.Length} of {count} designs issue at most {budget.Fen / 100m} yuan; a choice needs two or more"))]);
    }

    /// <summary>Refuses a probability that picking blindly reaches.</summary>
    /// <exception cref="ScenarioException">The probability is 1 / designs or less.</exception>
    public static void RequireProbability(double probability, int designs)
    {
        if (probability <= 1.0 / designs)
            throw new ScenarioException("--probability", [new ScenarioFault("", string.Create(CultureInfo.InvariantCulture, $"{probability:0.####} is what picking one of {designs} designs blindly reaches; allowed: above {1.0 / designs:0.####} and below 1"))]);
    }

    private static bool IsCoupon(Scenario design) =>
        design.Campaign.Packets.Any(packet => !packet.Threshold.IsZero);
}
