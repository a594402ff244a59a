using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DcepSim.Settlement.Reading;

/// <summary>A few threads that wait for the disk side by side: many small readings take little longer than one.</summary>
internal sealed class ReadLanes : IDisposable
{
    private const int Lanes = 16;
    private readonly BlockingCollection<Work> _work = [];
    private readonly Lock _gate = new();
    private bool _isStarted;

    /// <summary>Does something for each of 0 to <paramref name="count"/> - 1, in any order, and waits for all of it. Once disposed, in the caller's
    /// thread alone: a page that is being read while the settlement is closed is read to its end. Of what several throw, that of the first in number is
    /// thrown, whichever comes first in time.</summary>
    public void Run(int count, Action<int> one)
    {
        if (count <= 1)
        {
            for (var i = 0; i < count; i++)
                one(i);
            return;
        }

        Start();
        var work = new Work(count, one);
        lock (_gate)
        {
            for (var lane = 1; lane < Math.Min(Lanes, count) && !_work.IsAddingCompleted; lane++)
                _work.Add(work);
        }

        work.Take();
        work.Wait();
    }

    public void Dispose()
    {
        lock (_gate)
            _work.CompleteAdding();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (_isStarted || _work.IsAddingCompleted)
                return;
            _isStarted = true;
        }

        for (var lane = 1; lane < Lanes; lane++)
            new Thread(RunLane) { IsBackground = true, Name = "settlement: reading" }.Start();
    }

    private void RunLane()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work.Take();
    }

    private sealed class Work
    {
        private readonly object _gate = new();
        private readonly Action<int> _one;
        private readonly int _count;
        private int _next = -1;
        private int _left;
        private Exception? _fault;
        private int _faulty;

        public Work(int count, Action<int> one)
        {
            _one = one;
            _count = _left = _faulty = count;
        }

        public void Take()
        {
            for (var i = Interlocked.Increment(ref _next); i < _count; i = Interlocked.Increment(ref _next))
            {
                Exception? fault = null;
                try
                {
                    _one(i);
                }
                catch (Exception thrown) // told to who waits
                {
                    fault = thrown;
                }

                End(i, fault);
            }
        }

        public void Wait()
        {
            lock (_gate)
            {
                while (_left > 0)
                    Monitor.Wait(_gate);
            }

            if (_fault is not null)
                ExceptionDispatchInfo.Throw(_fault);
        }

        private void End(int place, Exception? fault)
        {
            lock (_gate)
            {
                if (fault is not null && place < _faulty)
                    (_fault, _faulty) = (fault, place);
                if (--_left == 0)
                    Monitor.PulseAll(_gate);
            }
        }
    }
}
