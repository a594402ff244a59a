using System.Globalization;
using System.Text;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Results;

/// <summary>Rows of comma-separated values: line feeds, quotes where a value needs them, numbers with all their digits.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();

    public void Add(params IEnumerable<string> cells) => _text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>A number; empty where there is none.</summary>
    public static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>The columns of an estimate.</summary>
    public static IReadOnlyList<string> EstimateColumns { get; } = ["runs", "mean", "sd", "meanLow", "meanHigh", "level"];

    /// <summary>The cells of an estimate, its run range left out.</summary>
    public static IReadOnlyList<string> Cells(in Estimate estimate) =>
        [estimate.Runs.ToString(CultureInfo.InvariantCulture), Number(estimate.Mean), Number(estimate.Sd), Number(estimate.MeanLow), Number(estimate.MeanHigh), Number(estimate.Level)];

    /// <summary>True or false; empty where neither is known.</summary>
    public static string Truth(bool? value) => value switch { true => "true", false => "false", null => "" };

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
