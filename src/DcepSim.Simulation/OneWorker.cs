namespace DcepSim.Simulation;

/// <summary>The caller's thread alone: part after part.</summary>
internal sealed class OneWorker : IWorkers
{
    public static readonly OneWorker Instance = new();

    public int Count => 1;

    public void CarryOut(int parts, Action<int> part)
    {
        for (var number = 0; number < parts; number++)
            part(number);
    }
}
