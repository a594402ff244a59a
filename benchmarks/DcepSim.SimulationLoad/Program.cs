using System.Globalization;
using DcepSim.SimulationLoad;

// workload [scenario] [runs] [rounds] [threads]     whole runs with time order, ledger and audit; a round is so many runs
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "workload":
        await WorkloadRuns.MeasureAsync(Text(1, "workload-7d-1m"), Number(2, 1), Number(3, 10), Number(4, Environment.ProcessorCount));
        return 0;
    default:
        Console.Error.WriteLine("usage: workload [scenario] [runs] [rounds] [threads]");
        return 2;
}

string Text(int index, string otherwise) => index < args.Length ? args[index] : otherwise;

int Number(int index, int otherwise) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
