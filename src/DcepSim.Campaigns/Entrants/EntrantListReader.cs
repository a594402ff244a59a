using System.Collections.Immutable;
using System.Text.Unicode;

namespace DcepSim.Campaigns;

/// <summary>
/// Makes an <see cref="EntrantList"/> from the bytes of a file, given to it piece by piece.
/// </summary>
/// <remarks>
/// <para>Lines end with LF or CR LF; the last one may lack its end; a byte order mark at the start is passed over. Empty lines, repeated ids
/// and anything else that could make two people read a list differently are faults, and all of them are told together.</para>
/// <para>For one thread. Cost: one pass, and a sort when the lines are not in ordinal order already.</para>
/// </remarks>
public sealed class EntrantListReader
{
    /// <summary>The most bytes an id may have.</summary>
    public const int IdBytesMax = 128;

    /// <summary>The most bytes a group's name may have.</summary>
    public const int GroupBytesMax = 64;

    /// <summary>The most bytes all lines together may have: 2^30.</summary>
    public const int TextBytesMax = 1 << 30;

    private const int FirstTextBytesMax = 1 << 26; // more is taken only when the bytes really come
    private const int LineBytesMax = IdBytesMax + 1 + GroupBytesMax;
    private const int CarryBytesMax = LineBytesMax + 4; // room for a byte order mark and a CR

    private readonly byte[] carry = new byte[CarryBytesMax];
    private readonly EntrantListFaults faults;
    private int carried;
    private bool carryOverflows;
    private byte[] text;
    private int textLength;
    private int[] starts = new int[1024];
    private int lineCount;
    private bool isAscending = true;
    private bool hasGroups;
    private bool isComplete;

    /// <summary>A reader that has read nothing yet.</summary>
    /// <param name="faultsShown">How many faults the exception lists, 1 and up; all are counted.</param>
    /// <param name="bytesExpected">The length of the file if it is known, to take the memory at once; 0 if not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public EntrantListReader(int faultsShown = 20, long bytesExpected = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(faultsShown, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesExpected);
        faults = new(faultsShown);
        text = new byte[Math.Clamp(bytesExpected, 4096, FirstTextBytesMax)];
    }

    /// <summary>Reads a whole stream.</summary>
    /// <param name="stream">The stream, from where it stands to its end; it stays open.</param>
    /// <param name="faultsShown">How many faults the exception lists.</param>
    /// <exception cref="EntrantListException">The list is not in order.</exception>
    public static EntrantList Read(Stream stream, int faultsShown = 20)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reader = new EntrantListReader(faultsShown, stream.CanSeek ? stream.Length - stream.Position : 0);
        var buffer = new byte[1 << 16];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            reader.Append(buffer.AsSpan(0, read));
        return reader.Complete();
    }

    /// <summary>Takes the next bytes of the file; lines may be cut anywhere.</summary>
    /// <exception cref="EntrantListException">There are so many faults, or so many bytes, that reading on makes no sense.</exception>
    /// <exception cref="InvalidOperationException">The list is complete already.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ThrowIfComplete();
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            if (carried == 0 && !carryOverflows)
            {
                TakeLine(bytes[..end]);
            }
            else
            {
                Carry(bytes[..end]);
                TakeCarriedLine();
            }

            bytes = bytes[(end + 1)..];
        }

        Carry(bytes);
    }

    /// <summary>Ends the list: no more bytes come.</summary>
    /// <returns>The list in canonical order.</returns>
    /// <exception cref="EntrantListException">The list is not in order.</exception>
    /// <exception cref="InvalidOperationException">The list is complete already.</exception>
    public EntrantList Complete()
    {
        ThrowIfComplete();
        if (carried > 0 || carryOverflows)
            TakeCarriedLine();
        isComplete = true;
        if (lineCount == 0)
            faults.Add(1, EntrantListFaultKind.NoEntrants, "a list names at least one entrant");
        CloseStarts();
        var order = isAscending ? null : LineOrder.Sort(text, starts.AsSpan(0, lineCount + 1), faults);
        faults.ThrowIfAny(isComplete: true);
        return Listed(order);
    }

    private void ThrowIfComplete()
    {
        if (isComplete)
            throw new InvalidOperationException("The list is complete; a new list takes a new reader.");
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        if (carryOverflows || bytes.Length > carry.Length - carried)
        {
            carryOverflows = true;
            return;
        }

        bytes.CopyTo(carry.AsSpan(carried));
        carried += bytes.Length;
    }

    private void TakeCarriedLine()
    {
        if (carryOverflows)
            AddFault(EntrantListFaultKind.TooLong, $"a line has at most {IdBytesMax} bytes of id and {GroupBytesMax} of group");
        else
            TakeLine(carry.AsSpan(0, carried));
        carried = 0;
        carryOverflows = false;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (lineCount == 0 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        var id = EntrantList.IdOf(line);
        if (FaultOf(line, id) is { Kind: not EntrantListFaultKind.None } fault)
        {
            AddFault(fault.Kind, fault.Message);
            return;
        }

        hasGroups |= id.Length < line.Length;
        isAscending = isAscending && (lineCount == 0 || EntrantList.IdOf(LastLine()).SequenceCompareTo(id) < 0);
        Add(line);
    }

    private static (EntrantListFaultKind Kind, string Message) FaultOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> id)
    {
        if (line.IsEmpty)
            return (EntrantListFaultKind.EmptyLine, "the line is empty");
        var group = line[Math.Min(line.Length, id.Length + 1)..];
        if (id.Length > IdBytesMax || group.Length > GroupBytesMax)
            return (EntrantListFaultKind.TooLong, $"the id has {id.Length} bytes and the group {group.Length}; allowed are {IdBytesMax} and {GroupBytesMax}");
        if (!Utf8.IsValid(line))
            return (EntrantListFaultKind.NotUtf8, "the line is not UTF-8");
        if (id.Length < line.Length && (group.IsEmpty || group.Contains(EntrantList.GroupSeparator)))
            return (EntrantListFaultKind.GroupMalformed, "after a TAB comes the name of one group");
        if (IsStray(id) || (!group.IsEmpty && IsStray(group)))
            return (EntrantListFaultKind.StrayCharacter, "an id (or a group) holds no control character and neither starts nor ends with a space");
        return default;
    }

    private static bool IsStray(ReadOnlySpan<byte> part) =>
        part.IsEmpty || part[0] == ' ' || part[^1] == ' ' || part.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || part.Contains((byte)0x7F);

    // A faulty line is kept as an empty one, so that line numbers stay places in the list.
    private void AddFault(EntrantListFaultKind kind, string message)
    {
        faults.Add(lineCount + 1L, kind, message);
        isAscending = false;
        Add([]);
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (line.Length > text.Length - textLength)
            Array.Resize(ref text, GrownText(textLength + line.Length));
        if (lineCount == starts.Length)
            Array.Resize(ref starts, 2 * starts.Length);
        starts[lineCount++] = textLength;
        line.CopyTo(text.AsSpan(textLength));
        textLength += line.Length;
    }

    private int GrownText(int needed)
    {
        if (needed <= TextBytesMax)
            return (int)Math.Min(TextBytesMax, Math.Max(needed, 2L * text.Length));
        faults.Add(lineCount + 1L, EntrantListFaultKind.TooLarge, $"all lines together have at most {TextBytesMax} bytes");
        throw faults.ToException(isComplete: false);
    }

    private ReadOnlySpan<byte> LastLine() => text.AsSpan(starts[lineCount - 1], textLength - starts[lineCount - 1]);

    private void CloseStarts()
    {
        Array.Resize(ref starts, lineCount + 1);
        starts[lineCount] = textLength;
    }

    private EntrantList Listed(int[]? order)
    {
        var (lines, ends) = order is null ? (text, starts) : Reordered(order);
        var groups = new EntrantGroups();
        var groupOf = new byte[hasGroups ? lineCount : 0];
        for (var entrant = 0; entrant < groupOf.Length; entrant++)
        {
            var line = lines.AsSpan(ends[entrant], ends[entrant + 1] - ends[entrant]);
            if (!groups.TryNumber(line[Math.Min(line.Length, EntrantList.IdOf(line).Length + 1)..], out groupOf[entrant]))
                faults.Add((order?[entrant] ?? entrant) + 1L, EntrantListFaultKind.TooManyGroups, $"a list names at most {DrawTerms.GroupsMax} groups");
        }

        faults.ThrowIfAny(isComplete: true);
        return new(lines, ends, groupOf, groups.Names);
    }

    private (byte[] Text, int[] Starts) Reordered(int[] order)
    {
        var newText = new byte[textLength];
        var newStarts = new int[lineCount + 1];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var line = text.AsSpan(starts[order[rank]], starts[order[rank] + 1] - starts[order[rank]]);
            line.CopyTo(newText.AsSpan(newStarts[rank]));
            newStarts[rank + 1] = newStarts[rank] + line.Length;
        }

        return (newText, newStarts);
    }
}
