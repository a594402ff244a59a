using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DcepSim.Logs;

/// <summary>Writes one target on a thread of its own while runs go on. Who hands on more than it can write waits.</summary>
internal sealed class LogWriter : IDisposable
{
    private const int BlocksWaitingMax = 16;

    private readonly ILogTarget _target;
    private readonly BlockingCollection<(LogBlock? Block, LogPart? Part)> _work = new(BlocksWaitingMax);
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private bool _isWhole;
    private bool _isDisposed;

    public LogWriter(ILogTarget target)
    {
        _target = target;
        _thread = new Thread(Write) { IsBackground = true, Name = "log writer" };
        _thread.Start();
    }

    public void Add(LogBlock? block, LogPart? part)
    {
        _failure?.Throw(); // after a failure the thread only clears the way, so that nobody waits for it
        _work.Add((block, part));
    }

    /// <summary>No more will come: the target is to be completed.</summary>
    public void End()
    {
        _isWhole = true;
        _work.CompleteAdding();
    }

    /// <summary>After the end: waits until all is written.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Complete()
    {
        _thread.Join();
        _failure?.Throw();
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _work.CompleteAdding();
        _thread.Join();
        _target.Dispose();
        _work.Dispose();
    }

    private void Write()
    {
        try
        {
            var room = new Lazy<LogBlock>(() => new LogBlock(_ => { }));
            foreach (var (block, part) in _work.GetConsumingEnumerable())
            {
                if (block is not null)
                    Write(block);
                part?.Read(room.Value, _target.Write);
            }

            if (_isWhole)
                _target.Complete();
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            foreach (var (block, _) in _work.GetConsumingEnumerable())
                block?.Release();
        }
    }

    private void Write(LogBlock block)
    {
        _target.Write(block);
        block.Release();
    }
}
