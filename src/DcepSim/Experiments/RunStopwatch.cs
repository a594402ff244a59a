using DcepSim.Simulation;

namespace DcepSim.Experiments;

/// <summary>Adds up how long each phase of one run takes, by the caller's clock.</summary>
internal sealed class RunStopwatch(TimeProvider clock)
{
    private const int Writing = (int)RunPhase.Audit + 1;

    private readonly double[] _seconds = new double[Writing + 1];
    private int _phase = Writing;
    private long _since = clock.GetTimestamp();

    public void Begin(RunPhase phase) => BeginSlot((int)phase);

    public void BeginWriting() => BeginSlot(Writing);

    public RunTimings Stop()
    {
        BeginSlot(Writing);
        return new(_seconds[(int)RunPhase.Draw], _seconds[(int)RunPhase.Model], _seconds[(int)RunPhase.Settlement], _seconds[(int)RunPhase.Audit], _seconds[Writing]);
    }

    private void BeginSlot(int slot)
    {
        var now = clock.GetTimestamp();
        _seconds[_phase] += clock.GetElapsedTime(_since, now).TotalSeconds;
        (_phase, _since) = (slot, now);
    }
}
