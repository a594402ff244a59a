using System.Collections.Concurrent;

namespace DcepSim.Settlement;

/// <summary>
/// Requests that are answered, whose callers go on one after another on the threads of the pool. The line stands in the pool's queue once at a
/// time instead of once for each caller; before it lets a caller go on it queues itself again, so that a caller who blocks keeps nobody else
/// waiting: another thread takes the line further.
/// </summary>
internal sealed class AnswerLine(ConcurrentQueue<AnswerLine> pool) : IThreadPoolWorkItem
{
    private readonly List<Request> _requests = [];
    private int _next;

    /// <summary>Adds a request that has its answer and whose caller may go on.</summary>
    public void Add(Request request) => _requests.Add(request);

    /// <summary>Lets the callers go on; nothing may be added any more.</summary>
    public void Start()
    {
        if (_requests.Count > 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        else
            pool.Enqueue(this);
    }

    /// <inheritdoc/>
    public void Execute()
    {
        var request = _requests[_next++]; // one thread at a time: it is queued again by whoever has taken its place
        if (_next < _requests.Count)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
        else
        {
            _requests.Clear();
            _next = 0;
            pool.Enqueue(this);
        }

        request.GoOn();
    }
}
