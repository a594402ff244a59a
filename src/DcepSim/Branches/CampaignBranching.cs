using System.Collections.Immutable;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;
using NodaTime;

namespace DcepSim.Branches;

/// <summary>A campaign run up to an instant, and from there on as it was going to be and in variants, all under the same chance: what would have
/// become of this very campaign if people had begun to behave otherwise.</summary>
/// <remarks>Immutable and safe to share between threads. Chance is keyed by person, purpose and occasion, so the past is the same in every variant;
/// it is compared byte for byte in the first runs. Only fields of behaviour can change midway: rules, packets and merchants are in the past already.</remarks>
public sealed class CampaignBranching : IStudy
{
    /// <summary>The format and its version of <c>branch.json</c>.</summary>
    public const string Schema = "dcepsim.branch/1";

    /// <summary>In how many runs the past is compared byte for byte.</summary>
    public const int PastsCompared = 5;

    private const string AtPattern = "uuuu'-'MM'-'dd'T'HH':'mm':'ss";

    private CampaignBranching(StudyFacts facts, LocalDateTime at, ImmutableArray<BranchVariant> variants, ImmutableArray<ComparedDesign> branches, ImmutableArray<string> pasts) =>
        (Facts, At, Variants, Branches, Pasts) = (facts, at, variants, branches, pasts);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>When the variants part, in Asia/Shanghai.</summary>
    public LocalDateTime At { get; }

    /// <summary>The variants, in the order given.</summary>
    public ImmutableArray<BranchVariant> Variants { get; }

    /// <summary>The campaign as it was going to be, then the variants with their paired differences.</summary>
    public ImmutableArray<ComparedDesign> Branches { get; }

    /// <summary>SHA-256 of every claim and payment before the instant, by run; the same in all variants.</summary>
    public ImmutableArray<string> Pasts { get; }

    /// <summary>Runs a campaign and its variants.</summary>
    /// <param name="scenario">The campaign.</param>
    /// <param name="at">When the variants part, in Asia/Shanghai: after claims open and before the window closes.</param>
    /// <param name="variants">One and up.</param>
    /// <param name="options">How often and how, without recorder; <c>null</c> for 20 runs from seed 1. A precision speaks of every difference.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The scenario has faults, the instant is outside the campaign, a variant has faults or would change the past
    /// (the field is named), or two bear one name.</exception>
    /// <exception cref="ArgumentException">There is no variant, or the options hold a recorder.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="InvalidOperationException">A past is not the same: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignBranching> RunAsync(
        Scenario scenario, LocalDateTime at, IReadOnlyList<BranchVariant> variants, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(variants);
        options ??= new ExperimentOptions();
        options.Validate();
        if (variants.Count == 0)
            throw new ArgumentException("A branching needs a variant.", nameof(variants));
        if (options.Recorder is not null)
            throw new ArgumentException("Variants are run without a recorder.", nameof(options));
        var trunk = ScenarioReader.Check(scenario);
        BranchRules.Require(trunk, at, variants);
        var instant = BranchRules.Zone.AtStrictly(at).ToInstant();
        var pasts = await Task.Run(() => Past.Compare(trunk, instant, variants, options, cancellation), cancellation).ConfigureAwait(false);

        var began = options.Clock?.GetTimestamp();
        RoundPoint[] points =
        [
            new(trunk, options.Ensemble),
            .. variants.Select(variant => new RoundPoint(trunk, options.Ensemble) { Making = (run, similar) => Model(run, variant, instant, similar) }),
        ];
        var precision = await Series.RunPointsAsync(points, options, isPaired: true, cancellation).ConfigureAwait(false);
        var wallTime = began is { } start ? options.Clock!.GetElapsedTime(start) : (TimeSpan?)null;
        CampaignResult[] results = [.. points.Select(point => point.Result(options, wallTime, precision).RequireCleanBooks())];
        var facts = StudyFacts.Of(
            "branch", [trunk], options, results, new("at", [Text(at)]), new("variants", [.. variants.Select(variant => variant.ToString())]));
        return new(
            facts,
            at,
            [.. variants],
            [new(trunk.Name, results[0], []), .. variants.Select((variant, place) => new ComparedDesign(variant.Name, results[place + 1], CampaignComparison.Differences(results[0], results[place + 1])))],
            pasts);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => BranchFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => BranchFile.WriteCsv(this);

    internal static string Text(LocalDateTime at) => at.ToString(AtPattern, System.Globalization.CultureInfo.InvariantCulture);

    internal static CampaignModel Model(Scenario run, BranchVariant variant, Instant at, CampaignModel? similar) =>
        new CampaignModel(run, similar).BranchedAt(at, ScenarioReader.Check(run, variant.Settings));

    internal static Task<CampaignBranching> RunAgainAsync(StudyManifest manifest, ExperimentOptions options, CancellationToken cancellation)
    {
        var at = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture(AtPattern).Parse(manifest.TextOf("at"));
        return at.Success
            ? RunAsync(manifest.Scenarios[0], at.Value, [.. manifest.ValuesOf("variants").Select(BranchVariant.Parse)], options, cancellation)
            : throw new ManifestException(manifest.FullPath, $"\"at\" is no time: {manifest.TextOf("at")}");
    }
}
