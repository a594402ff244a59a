using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DcepSim.Databases;

/// <summary>Writes an empty table's rows in the order of their numbers: full leaves one after another, then the pages above them.</summary>
/// <param name="file">The file.</param>
/// <param name="root">The table's root page.</param>
internal sealed class TableTree(PageFile file, uint root)
{
    private const int ChildBytes = 4;

    private readonly CellPage _leaf = new(CellPage.TableLeaf, file.PageSize);
    private readonly List<(uint Page, long LastRow)> _leaves = [];

    /// <summary>How many rows there are; the last one's number.</summary>
    public long Rows { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> record)
    {
        var row = Rows + 1;
        var length = 1 + Varint.Length(row) + record.Length;
        if (!_leaf.Fits(length))
        {
            _leaves.Add((file.Append(_leaf.Finish()), Rows));
            _leaf.Clear();
        }

        var cell = _leaf.Add(length);
        cell[0] = (byte)record.Length;
        record.CopyTo(cell[(1 + Varint.Put(cell[1..], row))..]);
        Rows = row;
    }

    public void Complete()
    {
        if (_leaves.Count == 0)
        {
            file.Put(root, _leaf.Finish());
            return;
        }

        _leaves.Add((file.Append(_leaf.Finish()), Rows));
        for (var level = _leaves; level.Count > 1;)
            level = Above(level);
    }

    // Every page gets at least two children: the page before the last ends early rather than leave one child alone.
    private List<(uint Page, long LastRow)> Above(List<(uint Page, long LastRow)> children)
    {
        var above = new List<(uint Page, long LastRow)>();
        var page = new CellPage(CellPage.TableInterior, file.PageSize);
        for (var child = 0; child < children.Count; child++)
        {
            var (number, lastRow) = children[child];
            var length = ChildBytes + Varint.Length(lastRow);
            var isLast = child == children.Count - 1;
            if (!isLast && page.Fits(length) && (child != children.Count - 3 || page.Fits((2 * length) + 3)))
            {
                var cell = page.Add(length);
                BinaryPrimitives.WriteUInt32BigEndian(cell, number);
                Varint.Put(cell[ChildBytes..], lastRow);
                continue;
            }

            var bytes = page.Finish(number);
            if (isLast && above.Count == 0)
                file.Put(root, bytes);
            else
                above.Add((file.Append(bytes), lastRow));
            page.Clear();
        }

        return above;
    }
}
