using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DcepSim.Databases;

/// <summary>
/// Writes an empty index's entries in their order. A full page is followed by an entry that goes one level up and divides it from the next page.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="root">The index's root page.</param>
/// <param name="entries">How many there will be.</param>
internal sealed class IndexTree(PageFile file, uint root, long entries)
{
    private const int ChildBytes = 4;

    private readonly CellPage _leaf = new(CellPage.IndexLeaf, file.PageSize);
    private readonly List<uint> _leaves = [];
    private readonly List<byte[]> _dividers = [];
    private long _added;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a million calls are over before the compiler would come back to it
    public void Add(ReadOnlySpan<byte> record)
    {
        _added++;
        if (!_leaf.Fits(record.Length + 1))
        {
            var isLast = _added == entries;
            var divider = isLast ? _leaf.TakeLast()[1..] : record.ToArray(); // no page may be left without entries
            _leaves.Add(file.Append(_leaf.Finish()));
            _leaf.Clear();
            _dividers.Add(divider);
            if (!isLast)
                return;
        }

        var cell = _leaf.Add(record.Length + 1);
        cell[0] = (byte)record.Length;
        record.CopyTo(cell[1..]);
    }

    public void Complete()
    {
        if (_added != entries)
            throw new InvalidOperationException($"{entries} entries were announced, {_added} came.");
        if (_leaves.Count == 0)
        {
            file.Put(root, _leaf.Finish());
            return;
        }

        _leaves.Add(file.Append(_leaf.Finish()));
        for (var (children, dividers) = (_leaves, _dividers); children.Count > 1;)
            (children, dividers) = Above(children, dividers);
    }

    // Divider i stands between child i and child i + 1.
    private (List<uint> Pages, List<byte[]> Dividers) Above(List<uint> children, List<byte[]> dividers)
    {
        var (pages, above) = (new List<uint>(), new List<byte[]>());
        var page = new CellPage(CellPage.IndexInterior, file.PageSize);
        for (var place = 0; place < dividers.Count; place++)
        {
            var divider = dividers[place];
            var isNextToLast = place == dividers.Count - 2;
            if (page.Fits(Length(divider)) && (!isNextToLast || page.Fits(Length(divider) + 2 + Length(dividers[place + 1]))))
            {
                Put(page, children[place], divider);
                continue;
            }

            pages.Add(file.Append(page.Finish(children[place])));
            above.Add(divider);
            page.Clear();
        }

        var bytes = page.Finish(children[^1]);
        if (pages.Count == 0)
            file.Put(root, bytes);
        else
            pages.Add(file.Append(bytes));
        return (pages, above);
    }

    private static int Length(byte[] divider) => ChildBytes + 1 + divider.Length;

    private static void Put(CellPage page, uint child, byte[] divider)
    {
        var cell = page.Add(Length(divider));
        BinaryPrimitives.WriteUInt32BigEndian(cell, child);
        cell[ChildBytes] = (byte)divider.Length;
        divider.CopyTo(cell[(ChildBytes + 1)..]);
    }
}
