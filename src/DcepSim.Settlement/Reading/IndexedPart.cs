using System.Runtime.InteropServices;
using DcepSim.Settlement.Journal;

namespace DcepSim.Settlement.Reading;

/// <summary>A full segment, by the index beside it; by the segment itself when the index turns out damaged.</summary>
internal sealed class IndexedPart(SegmentCatalog catalog, SegmentEntry segment, AccountIndexFile index, int account, ReadLanes lanes, Action damaged) : SegmentPart
{
    private readonly List<int> _blocks = [];
    private SegmentMap? _map;
    private bool _isPrepared;
    private bool _isSound;

    public override void Prepare()
    {
        if (_isPrepared)
            return;
        _isPrepared = true;
        _isSound = TryLook(() => index.TryFind(account, _blocks) && (_blocks.Count == 0 || (_map = index.TryMap()) is not null));
    }

    public override void Read(in StatementSpan span, StatementOrder order, int entriesMax, List<StatementEntry> entries)
    {
        Prepare();
        if (_isSound && _blocks.Count == 0)
            return;
        if (_isSound)
        {
            Read(_map!, span.Within(_map!), order, entriesMax, entries);
            return;
        }

        damaged();
        new ScannedPart(catalog, index.FirstSequence, index.LastSequence, account).Read(span, order, entriesMax, entries);
    }

    private static bool TryLook(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (IOException)
        {
            return false; // gone or unreadable: it can be made again
        }
    }

    private void Read(ISegmentMap map, in StatementSpan span, StatementOrder order, int entriesMax, List<StatementEntry> entries)
    {
        var (from, through) = (Math.Max(span.FromSequence, index.FirstSequence), Math.Min(span.ThroughSequence, index.LastSequence));
        if (from > through)
            return;
        var low = _blocks.BinarySearch(ISegmentMap.BlockOf(map.Group(map.IndexOf(from)), from));
        var high = _blocks.BinarySearch(ISegmentMap.BlockOf(map.Group(map.IndexOf(through)), through));
        low = low < 0 ? ~low : low;
        high = high < 0 ? ~high : high + 1;
        if (low < high)
            new BlockReading(catalog, segment, map, account, lanes).Read(CollectionsMarshal.AsSpan(_blocks)[low..high], span, order, entriesMax, entries);
    }
}
