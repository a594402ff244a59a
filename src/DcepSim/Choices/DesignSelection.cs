using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Selection;
using DcepSim.Sweeps;

namespace DcepSim.Choices;

/// <summary>Selects among designs at every place of the prior, estimates those that are left anew, and says whether one wins everywhere.</summary>
internal sealed class DesignSelection(
    ImmutableArray<ChoiceDesign> candidates, Objective objective, ChoiceOptions choice, ExperimentOptions options, CancellationToken cancellation)
{
    private const double SetsAgreeingLeast = 0.95;

    private readonly RunCount _count = new(options.Progress, (candidates.Length * choice.FirstRuns * 2) + (2 * choice.FreshRuns));

    public async Task<CampaignChoice> ChooseAsync(Scenario scenario, ImmutableArray<SweepAxis> axes, Amount budget, int overBudget)
    {
        var began = options.Clock?.GetTimestamp();
        var runs = new DesignRuns([.. candidates.Select(candidate => candidate.Scenario)], options, _count);
        var decisions = ImmutableArray.CreateBuilder<PriorDecision>();
        var finalists = new SortedSet<int>();
        foreach (var (packets, coupons) in Places())
        {
            var (decision, left) = await SelectAsync(runs, packets, coupons).ConfigureAwait(false);
            decisions.Add(decision);
            finalists.UnionWith(left);
        }

        var middle = decisions[0];
        var best = middle.Selected is { } number ? number - 1 : (int?)null;
        var freshRuns = Math.Max(choice.FreshRuns, options.Ensemble?.Sets.Length ?? 0);
        var fresh = new DesignRuns([.. candidates.Select(candidate => candidate.Scenario)], options with { Seed = DerivedSeed.Of(options.Seed, "fresh") }, _count);
        await fresh.ExtendAsync(options.Ensemble is null ? finalists : Enumerable.Range(0, candidates.Length), freshRuns, cancellation).ConfigureAwait(false);
        var agreeing = best is { } one && options.Ensemble is { } ensemble ? SetsAgreeing(fresh, one, middle, ensemble.Sets.Length) : (double?)null;
        var (winner, verdict, reason) = Verdict(decisions.ToImmutable(), agreeing);
        var wallTime = began is { } start ? options.Clock!.GetElapsedTime(start) : (TimeSpan?)null;
        var facts = new StudyFacts("optimise", [scenario], options.Seed, candidates.Length, options.Runs, options.ThreadsAllowed, wallTime)
        {
            Arguments = CampaignChoice.ArgumentsOf(axes, objective, budget, choice),
            Ensemble = options.Ensemble,
        };
        return new(facts, axes, [.. candidates.Select((candidate, place) => Judged(candidate, place, runs, fresh, best, middle))], decisions.ToImmutable())
        {
            Objective = objective,
            Options = choice,
            Budget = budget,
            OverBudget = overBudget,
            SetsAgreeing = agreeing,
            Winner = winner,
            Verdict = verdict,
            Reason = reason,
        };
    }

    // The middle of the prior, then its corners; one place where the prior has no say.
    private IEnumerable<(double Packets, double Coupons)> Places()
    {
        var middle = ((choice.PacketPropensityLow + choice.PacketPropensityHigh) / 2, (choice.CouponPropensityLow + choice.CouponPropensityHigh) / 2);
        if (!objective.IsExtraSpending)
            return [(1, 1)];
        var corners =
            from packets in new[] { choice.PacketPropensityLow, choice.PacketPropensityHigh }
            from coupons in new[] { choice.CouponPropensityLow, choice.CouponPropensityHigh }
            select (packets, coupons);
        return corners.Prepend(middle);
    }

    private async Task<(PriorDecision Decision, IEnumerable<int> Left)> SelectAsync(DesignRuns runs, double packets, double coupons)
    {
        IEnumerable<int> alive = Enumerable.Range(0, candidates.Length);
        await runs.ExtendAsync(alive, choice.FirstRuns, cancellation).ConfigureAwait(false);
        var first = alive.Max(design => Values(runs, design, packets, coupons).Take(choice.FirstRuns).Average());
        var zone = Math.Max(choice.Zone * Math.Abs(first), double.Epsilon);
        var selection = new SequentialSelection(candidates.Length, zone, choice.Probability, choice.FirstRuns);
        while (true)
        {
            var look = selection.Look([.. candidates.Select((_, design) => Values(runs, design, packets, coupons))]);
            if (look.Best is { } best)
                return (new(packets, coupons, best + 1, look.Alive.Count, zone), look.Alive.Append(best));
            if (look.Alive.Any(design => runs.RunsOf(design) >= options.Runs))
                return (new(packets, coupons, null, look.Alive.Count, zone), look.Alive);
            alive = look.Alive;
            await runs.ExtendAsync(alive, Math.Min(look.RunsNeeded, options.Runs), cancellation).ConfigureAwait(false);
        }
    }

    private double[] Values(DesignRuns runs, int design, double packets, double coupons)
    {
        double[] values = [.. runs.Outcomes(design).Select(outcome => objective.ValueIn(outcome, packets, coupons))];
        if (Array.FindIndex(values, value => !double.IsFinite(value)) is >= 0 and var run)
        {
            throw new ScenarioException("--objective", [new ScenarioFault("", string.Create(
                CultureInfo.InvariantCulture, $"{objective.Name} has no value in run {run + 1} of design {candidates[design].Number} ({string.Join(", ", candidates[design].Values)}); allowed: a figure that every run of every design has"))]);
        }

        return values;
    }

    private ChoiceDesign Judged(ChoiceDesign candidate, int place, DesignRuns runs, DesignRuns fresh, int? best, PriorDecision middle)
    {
        var judged = candidate with { Runs = runs.RunsOf(place) };
        if (fresh.RunsOf(place) == 0)
            return judged;
        var values = Values(fresh, place, middle.PacketPropensity, middle.CouponPropensity);
        return judged with
        {
            Fresh = MetricValues.Estimate(objective.IsLeast ? [.. values.Select(value => -value)] : values),
            BehindBest = best is { } one && one != place
                ? MetricValues.Difference(values, Values(fresh, one, middle.PacketPropensity, middle.CouponPropensity))
                : null,
        };
    }

    private double SetsAgreeing(DesignRuns fresh, int best, PriorDecision middle, int sets)
    {
        var values = candidates.Select((_, design) => Values(fresh, design, middle.PacketPropensity, middle.CouponPropensity)).ToArray();
        var agreeing = Enumerable.Range(0, sets).Count(set => values.Max(runs => MeanOf(runs, set)) - MeanOf(values[best], set) <= middle.Zone);
        return (double)agreeing / sets;

        double MeanOf(double[] runs, int set) => runs.Where((_, run) => run % sets == set).Average();
    }

    private (int? Winner, ChoiceVerdict Verdict, string Reason) Verdict(ImmutableArray<PriorDecision> decisions, double? agreeing)
    {
        if (decisions[0].Selected is not { } selected)
            return (null, ChoiceVerdict.RunsUsedUp, string.Create(CultureInfo.InvariantCulture, $"{options.Runs} runs of each leave {decisions[0].Left} designs: allow more runs, or a wider zone."));
        var others = decisions.Skip(1).Select(decision => decision.Selected).Where(other => other != selected).ToArray();
        if (others.Length > 0)
        {
            var named = others.Select(other => other is { } number ? string.Create(CultureInfo.InvariantCulture, $"design {number}") : "no design").Distinct();
            return (null, ChoiceVerdict.MovesWithinPrior, $"The order changes within the prior: {string.Join(", ", named)} elsewhere in it.");
        }

        if (agreeing < SetsAgreeingLeast)
            return (null, ChoiceVerdict.MovesWithinEnsemble, string.Create(CultureInfo.InvariantCulture, $"The order changes within the ensemble: in {1 - agreeing:0.0%} of its sets another design is better by more than the zone."));
        return (selected, ChoiceVerdict.Winner, string.Create(CultureInfo.InvariantCulture, $"The rule finds the best with probability {choice.Probability:0.##} where it leads by the zone."));
    }
}
