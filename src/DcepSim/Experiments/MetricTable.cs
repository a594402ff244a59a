using System.Collections;
using System.Collections.Immutable;
using DcepSim.Results;
using DcepSim.Scenarios;

namespace DcepSim.Experiments;

/// <summary>The metrics that apply to an experiment's scenario, in the order of <see cref="Metric.All"/>, found by name or by metric.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class MetricTable : IReadOnlyCollection<MetricEstimate>
{
    private readonly ImmutableArray<MetricEstimate> _rows;

    internal MetricTable(ImmutableArray<MetricEstimate> rows) => _rows = rows;

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <summary>The row of a metric.</summary>
    /// <exception cref="ArgumentException">The metric does not apply to the scenario; the message lists those that do.</exception>
    public MetricEstimate this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return this[metric.Name];
        }
    }

    /// <summary>The row of a metric by its name in files, such as <c>claimed</c> or <c>redeemedFen</c>.</summary>
    /// <exception cref="ArgumentException">There is no metric of that name; the message lists those there are.</exception>
    public MetricEstimate this[string name]
    {
        get
        {
            foreach (var row in _rows)
            {
                if (row.Metric.Name == name)
                    return row;
            }

            throw new ArgumentException($"There is no metric \"{name}\"{NearestName.Hint(name, _rows.Select(row => row.Metric.Name))}; there are: {string.Join(", ", _rows.Select(row => row.Metric.Name))}.", nameof(name));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<MetricEstimate> GetEnumerator() => ((IEnumerable<MetricEstimate>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
