using DcepSim.Branches;
using DcepSim.Calibration;
using DcepSim.Choices;
using DcepSim.Comparisons;
using DcepSim.Experiments;
using DcepSim.Forecasts;
using DcepSim.OfflineRisks;
using DcepSim.Results;
using DcepSim.Scenarios;
using DcepSim.Sweeps;
using DcepSim.Validation;

namespace DcepSim.Reproductions;

/// <summary>Makes a study again from its manifest and compares its files byte for byte.</summary>
public static class StudyReproduction
{
    /// <summary>Makes again what a manifest describes and compares hashes of files with those written down.</summary>
    /// <param name="manifest">What was done. Files that still lie beside it are held against it, too; those that do not are named.</param>
    /// <param name="folder">Where the results are made again; nothing may be there.</param>
    /// <param name="options">Threads, progress, clock and how books are opened; all else comes from the manifest.</param>
    /// <param name="cancellation">Stops the runs; nothing half-written stays.</param>
    /// <returns>The differences; the result of a campaign is not in it.</returns>
    /// <exception cref="ManifestException">Its kind is unknown, or it was written before studies could be made again.</exception>
    /// <exception cref="ScenarioException">A scenario or argument in it has faults.</exception>
    /// <exception cref="ResultsInTheWayException">Something lies in the folder.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<ReproductionResult> RunAsync(
        StudyManifest manifest, string folder, ExperimentOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        using var results = WholeFolder.Open(folder);
        var study = await StudyAsync(manifest, Options(manifest, options), cancellation).ConfigureAwait(false);
        results.Complete(study);
        return new(
            [
                .. manifest.Version == ProgramVersion.Version ? Array.Empty<string>() : [$"version: the results are of {manifest.Version}, this is {ProgramVersion.Version}"],
                .. WrittenFiles.Differences(manifest.FullPath, manifest.Outputs, results.FullPath),
            ],
            null) { Gone = [.. WrittenFiles.Gone(manifest.FullPath, manifest.Outputs)] };
    }

    private static ExperimentOptions Options(StudyManifest manifest, ExperimentOptions? options) => manifest.Options with
    {
        Threads = options?.Threads ?? 0,
        Progress = options?.Progress,
        Clock = options?.Clock,
        OpenSettlement = options?.OpenSettlement,
    };

    private static async Task<IStudy> StudyAsync(StudyManifest manifest, ExperimentOptions options, CancellationToken cancellation)
    {
        var scenarios = manifest.Scenarios;
        return manifest.Kind switch
        {
            "compare" => await CampaignComparison.RunAsync(scenarios, options, cancellation).ConfigureAwait(false),
            "sweep" => await CampaignSweep.RunAsync(
                scenarios[0], Axes(manifest), Choice<SweepDesign>(manifest, "design"), manifest.WholeOf("points"), options, cancellation).ConfigureAwait(false),
            "sensitivity" => await CampaignSensitivity.RunAsync(
                scenarios[0], Axes(manifest), manifest.MetricOf("metric"), Choice<SensitivityMethod>(manifest, "method"), manifest.WholeOf("points"), options, cancellation).ConfigureAwait(false),
            "validate" => await CampaignValidation.RunAsync(scenarios[0], options, cancellation).ConfigureAwait(false),
            "calibrate" => await CampaignCalibration.RunAsync(scenarios[0], Calibration(manifest), options, cancellation).ConfigureAwait(false),
            OfflineRisk.Kind => await OfflineRisk.RunAsync(scenarios[0], Axes(manifest), options, cancellation).ConfigureAwait(false),
            "predict" => await CampaignForecast.RunAsync(scenarios[0], scenarios[1..], CampaignForecast.OptionsOf(manifest), options, cancellation).ConfigureAwait(false),
            "leave-one-out" => await LeaveOneOut.RunAsync(scenarios, CampaignForecast.OptionsOf(manifest), options, cancellation).ConfigureAwait(false),
            "optimise" => await CampaignChoice.RunAgainAsync(manifest, options, cancellation).ConfigureAwait(false),
            "branch" => await CampaignBranching.RunAgainAsync(manifest, options, cancellation).ConfigureAwait(false),
            _ => throw new ManifestException(manifest.FullPath, $"is of a kind that this version does not know: {manifest.Kind}"),
        };
    }

    private static CalibrationOptions Calibration(StudyManifest manifest) => new()
    {
        Free = [.. manifest.ValuesOf("free").Select(CalibratedField.Parse)],
        Over = [.. manifest.ValuesOf("over").Select(CalibratedField.Parse)],
        Sets = manifest.WholeOf("sets"),
        ProfilePoints = manifest.WholeOf("profilePoints"),
    };

    private static SweepAxis[] Axes(StudyManifest manifest) => [.. manifest.ValuesOf("vary").Select(SweepAxis.Parse)];

    private static T Choice<T>(StudyManifest manifest, string name)
        where T : struct, Enum => ScenarioNames.All<T>().Contains(manifest.TextOf(name))
            ? ScenarioNames.Parse<T>(manifest.TextOf(name))
            : throw new ManifestException(manifest.FullPath, $"\"{name}\" is not one of {string.Join(", ", ScenarioNames.All<T>())}");
}
