namespace DcepSim.Cli.Screen;

/// <summary>Draws intervals on one scale, a line each: <c>├──◆──┤</c>.</summary>
internal sealed class RangeStrip
{
    private readonly int _columns;
    private readonly double? _reference;

    /// <param name="rows">What will be drawn; values that are not finite are left out of the scale.</param>
    /// <param name="reference">A value that all are held against and that the scale holds; null for none.</param>
    /// <param name="columns">How wide a line is, 3 or more.</param>
    public RangeStrip(IEnumerable<RangeRow> rows, double? reference, int columns)
    {
        (_reference, _columns) = (reference, columns);
        var ends = rows.SelectMany(row => new[] { row.Low, row.Mean, row.High }).Append(reference).OfType<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        (Low, High) = (ends.Min(), ends.Max());
        if (High > Low)
            return;
        var around = Math.Max(1, Math.Abs(Low) * 0.01);
        (Low, High) = (Low - around, High + around);
    }

    /// <summary>What the first column stands for.</summary>
    public double Low { get; }

    /// <summary>What the last column stands for.</summary>
    public double High { get; }

    public string Draw(in RangeRow row)
    {
        var line = new char[_columns];
        Array.Fill(line, ' ');
        if (row is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high))
        {
            line.AsSpan(Place(low), Place(high) - Place(low) + 1).Fill('─');
            if (Place(low) < Place(high))
                (line[Place(low)], line[Place(high)]) = ('├', '┤');
        }

        if (_reference is { } reference)
            line[Place(reference)] = '│';
        if (double.IsFinite(row.Mean))
            line[Place(row.Mean)] = '◆';
        return new string(line);
    }

    private int Place(double value) => (int)Math.Round((Math.Clamp(value, Low, High) - Low) / (High - Low) * (_columns - 1));
}
