using System.Collections;
using System.Collections.Immutable;
using DcepSim.Results;

namespace DcepSim.Experiments;

/// <summary>The metrics of an experiment, in the order of <see cref="Metric.All"/>, found by name or by metric.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class MetricTable : IReadOnlyCollection<MetricEstimate>
{
    private readonly ImmutableArray<MetricEstimate> _rows;

    internal MetricTable(ImmutableArray<MetricEstimate> rows) => _rows = rows;

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <summary>The row of a metric.</summary>
    public MetricEstimate this[Metric metric] => _rows[Metric.All.IndexOf(metric)];

    /// <summary>The row of a metric by its name in files, such as <c>claimed</c> or <c>redeemedFen</c>.</summary>
    /// <exception cref="ArgumentException">There is no metric of that name; the message lists those there are.</exception>
    public MetricEstimate this[string name]
    {
        get
        {
            var place = Metric.Names.IndexOf(name);
            return place >= 0 ? _rows[place] : throw new ArgumentException($"There is no metric \"{name}\"; there are: {string.Join(", ", Metric.Names)}.", nameof(name));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<MetricEstimate> GetEnumerator() => ((IEnumerable<MetricEstimate>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
