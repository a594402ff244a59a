using System.Globalization;
using System.Text.Json;
using DcepSim.Experiments;
using DcepSim.Scenarios;

namespace DcepSim.Results;

/// <summary>Writes <c>manifest.json</c>: all that is needed to make the results again, and what making them took.</summary>
internal static class ManifestFile
{
    public const string SchemaName = "dcepsim.manifest/";

    private const string Schema = SchemaName + "1";

    /// <param name="result">What came of the experiment.</param>
    /// <param name="folder">Where the other files are; their hashes go into the manifest.</param>
    /// <param name="options">What is among them.</param>
    /// <param name="startedAt">When the experiment started, if that is known.</param>
    public static byte[] Write(CampaignResult result, string folder, ResultsOptions options, DateTimeOffset? startedAt)
    {
        return JsonFiles.Write(json =>
        {
            json.WriteString("schema", Schema);
            WriteExperiment(json, result, options);
            Machine.Write(json);
            WriteOutputs(json, folder);
            WriteTables(json, result);
            json.WriteStartObject("timings");
            WriteTimes(json, startedAt, result.WallTime);
            WriteTimings(json, result);
            json.WriteEndObject();
            json.WritePropertyName("scenario");
            ScenarioWriter.Write(json, result.Scenario);
        });
    }

    /// <param name="facts">What was done.</param>
    /// <param name="folder">Where the other files are; their hashes go into the manifest.</param>
    /// <param name="startedAt">When it started, if that is known.</param>
    public static byte[] Write(StudyFacts facts, string folder, DateTimeOffset? startedAt) => JsonFiles.Write(json =>
    {
        json.WriteString("schema", Schema);
        json.WriteString("study", facts.Kind);
        json.WriteNumber("seed", facts.Seed);
        json.WriteNumber("points", facts.Points);
        json.WriteNumber("runs", facts.Runs);
        WriteArguments(json, facts);
        WriteRules(json, facts.Precision, facts.Ensemble);
        WriteProgram(json, facts.Threads);
        Machine.Write(json);
        WriteOutputs(json, folder);
        json.WriteStartObject("timings");
        WriteTimes(json, startedAt, facts.WallTime);
        json.WriteEndObject();
        json.WriteStartArray("scenarios");
        foreach (var scenario in facts.Scenarios)
            ScenarioWriter.Write(json, scenario);
        json.WriteEndArray();
    });

    private static void WriteExperiment(Utf8JsonWriter json, CampaignResult result, ResultsOptions options)
    {
        json.WriteString("scenarioHash", result.ScenarioHash);
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("runs", result.Runs.Length);
        WriteRules(json, result.Precision, result.Ensemble);
        json.WriteString("payments", ScenarioNames.Of(options.Payments));
        json.WriteBoolean("observations", options.Observations);
        json.WriteBoolean("database", options.Database);
        WriteProgram(json, result.Threads);
    }

    private static void WriteArguments(Utf8JsonWriter json, StudyFacts facts)
    {
        json.WriteStartObject("arguments");
        foreach (var argument in facts.Arguments)
        {
            json.WriteStartArray(argument.Name);
            foreach (var value in argument.Values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, PrecisionOutcome? outcome, ParameterEnsemble? ensemble)
    {
        if (outcome is { } precision)
        {
            json.WriteStartObject("precision");
            json.WriteString("metric", precision.Target.Metric.Name);
            json.WriteNumber("relativeHalfWidth", precision.Target.RelativeHalfWidth);
            json.WriteNumber("runsMin", precision.Target.RunsMin);
            json.WriteNumber("runsMax", precision.RunsMax);
            json.WriteEndObject();
        }

        if (ensemble is null)
            return;
        json.WriteStartObject("ensemble");
        ensemble.Write(json);
        json.WriteEndObject();
    }

    private static void WriteProgram(Utf8JsonWriter json, int threads)
    {
        json.WriteNumber("threads", threads);
        json.WriteString("version", ProgramVersion.Version);
        json.WriteString("commit", ProgramVersion.Commit);
    }

    private static void WriteOutputs(Utf8JsonWriter json, string folder)
    {
        json.WriteStartArray("outputs");
        var written = ResultFiles.All.Where(name => File.Exists(Path.Combine(folder, name)));
        foreach (var file in written.AsParallel().AsOrdered().Select(name => WrittenFile.Of(folder, name))) // a full log takes a while to read
        {
            json.WriteStartObject();
            json.WriteString("file", file.Name);
            json.WriteNumber("bytes", file.Length);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTables(Utf8JsonWriter json, CampaignResult result)
    {
        json.WriteStartArray("tables");
        foreach (var table in result.Tables)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteString("sha256", table.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTimes(Utf8JsonWriter json, DateTimeOffset? startedAt, TimeSpan? wallTime)
    {
        if (startedAt is { } started)
            json.WriteString("startedAt", started.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        if (wallTime is { } wall)
            WriteSeconds(json, "wallSeconds", wall.TotalSeconds);
        json.WriteNumber("peakMemoryBytes", Machine.PeakMemoryBytes());
    }

    private static void WriteTimings(Utf8JsonWriter json, CampaignResult result)
    {
        json.WriteStartArray("perRun");
        foreach (var run in result.Runs)
        {
            if (run.Timings is not { } timings)
                continue;
            json.WriteStartObject();
            json.WriteNumber("run", run.Run);
            WriteSeconds(json, "drawSeconds", timings.DrawSeconds);
            WriteSeconds(json, "modelSeconds", timings.ModelSeconds);
            WriteSeconds(json, "settlementSeconds", timings.SettlementSeconds);
            WriteSeconds(json, "auditSeconds", timings.AuditSeconds);
            WriteSeconds(json, "writingSeconds", timings.WritingSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, double seconds) => json.WriteNumber(name, Math.Round(seconds, 6));
}
