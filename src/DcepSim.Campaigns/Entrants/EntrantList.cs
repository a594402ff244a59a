using System.Collections.Immutable;
using System.Text;

namespace DcepSim.Campaigns;

/// <summary>
/// Everyone who takes part in a draw, in canonical form: one line an entrant, in ordinal order of the lines' UTF-8 bytes.
/// </summary>
/// <remarks>
/// <para>A line is an entrant's id, or the id, one TAB and the entrant's group. Entrant i of a draw is line i of this order, whatever the
/// order of the file it was read from: two files with the same lines are the same list. Ids compare byte by byte; nothing is folded or
/// normalised, so the organiser keeps names out and uses numbers or hashed names.</para>
/// <para>Made by <see cref="EntrantListReader"/>. Immutable and safe to share between threads. Takes the bytes of the lines and five bytes
/// an entrant.</para>
/// </remarks>
public sealed class EntrantList
{
    internal const byte GroupSeparator = (byte)'\t';

    private readonly byte[] text;
    private readonly int[] starts;
    private readonly byte[] groupOf;

    internal EntrantList(byte[] text, int[] starts, byte[] groupOf, ImmutableArray<string> groups) =>
        (this.text, this.starts, this.groupOf, Groups) = (text, starts, groupOf, groups);

    /// <summary>How many entrants there are, 1 and up.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The groups that lines name, in the order in which the lines name them; empty when none does.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>The canonical line of an entrant, without the line end: what the list's root is made of.</summary>
    /// <param name="entrant">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entrant"/> is outside the range.</exception>
    public ReadOnlySpan<byte> Line(int entrant)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entrant);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entrant, Count);
        return text.AsSpan(starts[entrant], starts[entrant + 1] - starts[entrant]);
    }

    /// <summary>The id of an entrant in UTF-8.</summary>
    /// <param name="entrant">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entrant"/> is outside the range.</exception>
    public ReadOnlySpan<byte> IdBytes(int entrant) => IdOf(Line(entrant));

    /// <summary>The id of an entrant.</summary>
    /// <param name="entrant">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entrant"/> is outside the range.</exception>
    public string Id(int entrant) => Encoding.UTF8.GetString(IdBytes(entrant));

    /// <summary>Finds an entrant by id. Takes a number of steps in the order of the logarithm of <see cref="Count"/>.</summary>
    /// <param name="id">The id looked for.</param>
    /// <param name="entrant">Its number; −1 when the answer is <c>false</c>.</param>
    public bool TryFind(string id, out int entrant)
    {
        var wanted = Encoding.UTF8.GetBytes(id);
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            entrant = low + ((high - low) / 2);
            var order = IdBytes(entrant).SequenceCompareTo(wanted);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (entrant + 1, high) : (low, entrant - 1);
        }

        entrant = -1;
        return false;
    }

    /// <summary>For each entrant the number of its group in the terms of a draw, as <see cref="LotteryDraw.Draw"/> takes it.</summary>
    /// <param name="terms">The terms; a group they reserve nothing for is number 0.</param>
    /// <returns>As many numbers as entrants, or none when the terms reserve no places.</returns>
    public byte[] GroupNumbers(DrawTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var numbers = new byte[terms.Groups.IsEmpty ? 0 : Count];
        if (numbers.Length == 0 || groupOf.Length == 0)
            return numbers;
        var inTerms = new byte[Groups.Length + 1];
        for (var group = 0; group < Groups.Length; group++)
            inTerms[group + 1] = (byte)(terms.Groups.IndexOf(Groups[group]) + 1);
        for (var entrant = 0; entrant < numbers.Length; entrant++)
            numbers[entrant] = inTerms[groupOf[entrant]];
        return numbers;
    }

    internal static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf(GroupSeparator);
        return end < 0 ? line : line[..end];
    }
}
