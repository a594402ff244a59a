using System.Collections.Immutable;
using DcepSim.Experiments;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Validation;

/// <summary>A campaign held against every figure that was published about it, each by the part it played.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
/// <example><code>
/// var validation = await CampaignValidation.RunAsync(ScenarioReader.Read("shenzhen-luohu-2020"));
/// foreach (var figure in validation.Figures.Where(figure => figure.IsTest))
///     Console.WriteLine($"{figure.Metric.Name}: {figure.IsValidated}");
/// </code></example>
public sealed class CampaignValidation : IStudy
{
    /// <summary>The format and its version of <c>validate.json</c>.</summary>
    public const string Schema = "dcepsim.validate/1";

    private CampaignValidation(StudyFacts facts, CampaignResult result, ImmutableArray<ValidatedFigure> figures) => (Facts, Result, Figures) = (facts, result, figures);

    /// <inheritdoc/>
    public StudyFacts Facts { get; }

    /// <summary>What the runs gave.</summary>
    public CampaignResult Result { get; }

    /// <summary>The published figures, in the order of <see cref="Metric.All"/>.</summary>
    public ImmutableArray<ValidatedFigure> Figures { get; }

    /// <summary>Runs a campaign and holds it against its published figures.</summary>
    /// <param name="scenario">What is run; a scenario without published figures gives an empty list.</param>
    /// <param name="options">How often and how, without recorder; <c>null</c> for 20 runs from seed 1.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="ScenarioException">The scenario has faults.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range, or there are more than <see cref="ExperimentOptions.StudyRunsMax"/> runs in all.</exception>
    /// <exception cref="AuditException">The audit found a break: the program is wrong.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<CampaignValidation> RunAsync(Scenario scenario, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new ExperimentOptions();
        var results = await Series.RunAsync([ScenarioReader.Check(scenario)], options, cancellation).ConfigureAwait(false);
        var result = results[0];
        var figures = Metric.All
            .Where(metric => result.Scenario.Published.ContainsKey(metric.Name))
            .Select(metric => new ValidatedFigure(metric, result.Scenario.Published[metric.Name], result.Metrics.SingleOrDefault(row => row.Metric == metric)?.Estimate));
        return new(StudyFacts.Of("validate", [result.Scenario], options, results), result, [.. figures]);
    }

    /// <inheritdoc/>
    public byte[] WriteJson() => ValidationFile.WriteJson(this);

    /// <inheritdoc/>
    public byte[] WriteCsv() => ValidationFile.WriteCsv(this);
}
