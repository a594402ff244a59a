namespace DcepSim.Ledger;

/// <summary>
/// Which hold is due first. Time never goes back, so holds of one term are due in the order they were made: each term has a line of them, and
/// a heap tells whose first is due first.
/// </summary>
/// <remarks>With the few terms that real requesters use, adding and removing cost no more than looking at a hold's neighbours; with as many
/// terms as holds, the logarithm of their number. Memory is taken when there are more terms at a time than ever before.</remarks>
internal sealed class HoldLines(NativeView<HoldRecord> records)
{
    public const int None = -1;
    private readonly Dictionary<int, int> _byTerm = [];
    private Line[] _lines = new Line[16];
    private int[] _heap = new int[16];
    private int _count;
    private int _touched;
    private int _free = None;
    private int _latest = None;

    /// <summary>The place of the hold that is due first, the earlier made where two are due together; −1 when there is none.</summary>
    public int First => _count == 0 ? None : _lines[_heap[0]].First;

    /// <summary>Adds the hold made last of all.</summary>
    public void Add(int slot)
    {
        ref var hold = ref records[slot];
        hold.Line = LineOf(hold.Term);
        hold.Later = None;
        ref var line = ref _lines[hold.Line];
        hold.Earlier = line.Last;
        line.Last = slot;
        if (hold.Earlier == None)
            Enter(hold.Line, slot);
        else
            records[hold.Earlier].Later = slot;
    }

    public void Remove(int slot)
    {
        ref var hold = ref records[slot];
        ref var line = ref _lines[hold.Line];
        if (hold.Later == None)
            line.Last = hold.Earlier;
        else
            records[hold.Later].Earlier = hold.Earlier;
        if (hold.Earlier != None)
        {
            records[hold.Earlier].Later = hold.Later;
            return;
        }

        line.First = hold.Later;
        if (line.First == None)
            End(hold.Line);
        else
            SinkFrom(line.Place, hold.Line);
    }

    /// <summary>Undoes the latest removal that was not undone: the hold's own neighbours are still its neighbours.</summary>
    public void PutBack(int slot)
    {
        ref var hold = ref records[slot];
        hold.Line = LineOf(hold.Term);
        ref var line = ref _lines[hold.Line];
        if (hold.Later == None)
            line.Last = slot;
        else
            records[hold.Later].Earlier = slot;
        if (hold.Earlier != None)
        {
            records[hold.Earlier].Later = slot;
            return;
        }

        var isNew = line.First == None;
        line.First = slot;
        if (isNew)
            Enter(hold.Line, slot);
        else
            RiseFrom(line.Place, hold.Line);
    }

    public void Clear()
    {
        _byTerm.Clear();
        (_count, _touched, _free, _latest) = (0, 0, None, None);
    }

    private int LineOf(int term)
    {
        if (_latest != None && _lines[_latest].Term == term)
            return _latest;
        if (!_byTerm.TryGetValue(term, out var found))
            found = Begin(term);
        _latest = found;
        return found;
    }

    private int Begin(int term)
    {
        var line = _free;
        if (line == None)
        {
            line = _touched++;
            if (line == _lines.Length)
            {
                Array.Resize(ref _lines, 2 * line);
                Array.Resize(ref _heap, 2 * line);
            }
        }
        else
        {
            _free = _lines[line].Place;
        }

        _lines[line] = new() { Term = term, First = None, Last = None };
        _byTerm.Add(term, line);
        return line;
    }

    private void Enter(int line, int first)
    {
        _lines[line].First = first;
        RiseFrom(_count++, line);
    }

    private void End(int line)
    {
        var hole = _lines[line].Place;
        var last = _heap[--_count];
        if (last != line)
        {
            if (hole > 0 && IsBefore(last, _heap[(hole - 1) / 2]))
                RiseFrom(hole, last);
            else
                SinkFrom(hole, last);
        }

        _byTerm.Remove(_lines[line].Term);
        _latest = None;
        _lines[line].Place = _free;
        _free = line;
    }

    private void RiseFrom(int place, int line)
    {
        while (place > 0 && IsBefore(line, _heap[(place - 1) / 2]))
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        Put(place, line);
    }

    private void SinkFrom(int place, int line)
    {
        for (var child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
                child++;
            if (!IsBefore(_heap[child], line))
                break;
            Put(place, _heap[child]);
            place = child;
        }

        Put(place, line);
    }

    private void Put(int place, int line)
    {
        _heap[place] = line;
        _lines[line].Place = place;
    }

    private bool IsBefore(int line, int other)
    {
        ref readonly var left = ref records[_lines[line].First];
        ref readonly var right = ref records[_lines[other].First];
        return left.Due < right.Due || (left.Due == right.Due && left.Sequence < right.Sequence);
    }

    private struct Line
    {
        public int Term;
        public int First;
        public int Last;

        /// <summary>Its place in the heap; of a free one, the next free one.</summary>
        public int Place;
    }
}
