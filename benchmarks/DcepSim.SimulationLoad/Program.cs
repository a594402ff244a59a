using System.Globalization;
using DcepSim.SimulationLoad;

// workload [scenario] [runs] [rounds] [threads]     whole runs with time order, ledger and audit; a round is so many runs
// plain [wallets] [rounds]                          the same workload with arrays day by day: no order, no ledger, no audit
// chance [pairs] [scenario]                         runs needed to tell two campaigns apart by three ways to spend chance
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "workload":
        await WorkloadRuns.MeasureAsync(Text(1, "workload-7d-1m"), Number(2, 1), Number(3, 10), Number(4, Environment.ProcessorCount));
        return 0;
    case "plain":
        PlainArrays.Measure(Number(1, 1_000_000), Number(2, 10));
        return 0;
    case "chance":
        await CommonChance.MeasureAsync(Number(1, 400), Text(2, "workload-7d-50k"));
        return 0;
    default:
        Console.Error.WriteLine("usage: workload [scenario] [runs] [rounds] [threads] | plain [wallets] [rounds] | chance [pairs] [scenario]");
        return 2;
}

string Text(int index, string otherwise) => index < args.Length ? args[index] : otherwise;

int Number(int index, int otherwise) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
