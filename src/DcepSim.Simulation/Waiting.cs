namespace DcepSim.Simulation;

/// <summary>A run goes on only with the answer in hand. Inline settlement has it at once; a pipeline is waited for.</summary>
internal static class Waiting
{
    public static void For(ValueTask task)
    {
        if (task.IsCompletedSuccessfully)
            task.GetAwaiter().GetResult();
        else
            task.AsTask().GetAwaiter().GetResult();
    }

    public static T For<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
