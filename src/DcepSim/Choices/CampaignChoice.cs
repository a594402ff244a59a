using System.Collections.Immutable;
using System.Globalization;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;
using DcepSim.Sweeps;

namespace DcepSim.Choices;

/// <summary>The best of several campaign designs under a budget for a stated objective, chosen by ranking and selection with a stated probability;
/// with the decision's movement over what is not known, and no winner where it moves.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class CampaignChoice : IStudy
{
    /// <summary>The format and its version of <c>optimise.json</c>.</summary>
    public const string Schema = "dcepsim.optimise/1";

    /// <summary>The most designs.</summary>
    public const int DesignsMax = 1_000;

    internal CampaignChoice(StudyFacts facts, ImmutableArray<SweepAxis> axes, ImmutableArray<ChoiceDesign> designs, ImmutableArray<PriorDecision> decisions) =>
        (Facts, Axes, Designs, Decisions) = (facts, axes, designs, decisions);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>The varied fields.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The designs within the budget.</summary>
    public ImmutableArray<ChoiceDesign> Designs { get; }

    /// <summary>What is chosen at the middle of the prior, first, and at its corners.</summary>
    public ImmutableArray<PriorDecision> Decisions { get; }

    /// <summary>What was asked for.</summary>
    public required Objective Objective { get; init; }

    /// <summary>How it was chosen.</summary>
    public required ChoiceOptions Options { get; init; }

    /// <summary>What may be issued.</summary>
    public required Amount Budget { get; init; }

    /// <summary>How many designs would have issued more.</summary>
    public required int OverBudget { get; init; }

    /// <summary>The part of an ensemble's sets in which no other design is better than the selected one by the zone; <c>null</c> without ensemble.</summary>
    public required double? SetsAgreeing { get; init; }

    /// <summary>The number of the design that wins wherever one looks; <c>null</c> where the decision moves, or none was reached.</summary>
    public required int? Winner { get; init; }

    /// <summary>How it came out: a winner, or which of the reasons for none.</summary>
    public required ChoiceVerdict Verdict { get; init; }

    /// <summary>Why there is a winner, or none, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Chooses.</summary>
    /// <param name="scenario">Where the designs start from.</param>
    /// <param name="axes">What varies: values, not ranges; every combination within the budget is a design.</param>
    /// <param name="objective">What for.</param>
    /// <param name="budget">What all packets of a design may be worth.</param>
    /// <param name="choice">How; <c>null</c> for the defaults.</param>
    /// <param name="options">Seed, threads, progress, ensemble, and how many runs a design may take (<c>Runs</c>; 1,000 are usual); without recorder and
    /// precision. <c>null</c> for 1,000 runs from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">Before anything runs: a design has faults, fewer than two are within the budget, or so few that chance alone
    /// finds the best with the probability asked for. While it runs: the objective has no value in a run of a design.</exception>
    /// <exception cref="ArgumentException">The options hold a recorder or a precision, or the objective does not apply to a design.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignChoice> RunAsync(
        Scenario scenario,
        IReadOnlyList<SweepAxis> axes,
        Objective objective,
        Amount budget,
        ChoiceOptions? choice = null,
        ExperimentOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(objective);
        choice ??= new();
        options ??= new ExperimentOptions { Runs = 1_000 };
        choice.Validate();
        options.Validate();
        if (options.Recorder is not null || options.Precision is not null)
            throw new ArgumentException("Designs are chosen without a recorder and a precision.", nameof(options));
        if (options.Runs < choice.FirstRuns)
            throw new ArgumentOutOfRangeException(nameof(options), options.Runs, $"A choice takes at least {choice.FirstRuns} runs of every design.");
        var (candidates, overBudget) = Candidates.Within(budget, scenario, axes, options, cancellation);
        if (candidates.FirstOrDefault(candidate => !objective.Metric.AppliesTo(candidate.Scenario)) is { } without)
            throw new ArgumentException($"The metric {objective.Metric} does not apply to design {without.Number}.", nameof(objective));
        Candidates.RequireProbability(choice.Probability, candidates.Length);
        return await new DesignSelection(candidates, objective, choice, options, cancellation).ChooseAsync(ScenarioReader.Check(scenario), [.. axes], budget, overBudget).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => ChoiceFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => ChoiceFile.WriteCsv(this);

    internal static ImmutableArray<StudyArgument> ArgumentsOf(IReadOnlyList<SweepAxis> axes, Objective objective, Amount budget, ChoiceOptions choice) =>
    [
        new("vary", [.. axes.Select(axis => axis.ToString())]),
        new("objective", [objective.Name]),
        new("least", [objective.IsLeast ? "true" : "false"]),
        new("budgetFen", [budget.Fen.ToString(CultureInfo.InvariantCulture)]),
        new("zone", [Text(choice.Zone)]),
        new("probability", [Text(choice.Probability)]),
        new("firstRuns", [choice.FirstRuns.ToString(CultureInfo.InvariantCulture)]),
        new("freshRuns", [choice.FreshRuns.ToString(CultureInfo.InvariantCulture)]),
        new("packetPropensity", [Text(choice.PacketPropensityLow), Text(choice.PacketPropensityHigh)]),
        new("couponPropensity", [Text(choice.CouponPropensityLow), Text(choice.CouponPropensityHigh)]),
    ];

    internal static Task<CampaignChoice> RunAgainAsync(StudyManifest manifest, ExperimentOptions options, CancellationToken cancellation)
    {
        var (packets, coupons) = (manifest.ValuesOf("packetPropensity"), manifest.ValuesOf("couponPropensity"));
        var choice = new ChoiceOptions
        {
            Zone = manifest.NumberOf("zone"),
            Probability = manifest.NumberOf("probability"),
            FirstRuns = manifest.WholeOf("firstRuns"),
            FreshRuns = manifest.WholeOf("freshRuns"),
            PacketPropensityLow = Number(packets[0]),
            PacketPropensityHigh = Number(packets[^1]),
            CouponPropensityLow = Number(coupons[0]),
            CouponPropensityHigh = Number(coupons[^1]),
        };
        return RunAsync(
            manifest.Scenarios[0],
            [.. manifest.ValuesOf("vary").Select(SweepAxis.Parse)],
            Objective.Of(manifest.TextOf("objective"), manifest.TextOf("least") == "true"),
            Amount.FromFen(long.Parse(manifest.TextOf("budgetFen"), CultureInfo.InvariantCulture)),
            choice,
            options,
            cancellation);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
