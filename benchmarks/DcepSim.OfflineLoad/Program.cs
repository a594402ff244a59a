using System.Globalization;
using DcepSim.OfflineLoad;

// world [purses] [payments] [threads]      a population with modelled signatures, reconciliation included
// signatures [payments] [threads]          whole payments with real signatures, one pair of purses a thread
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var numbers = args.Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
switch (args.FirstOrDefault())
{
    case "world":
        WorldLoad.Run(At(0, 1_000_000), At(1, 10_000_000), At(2, Environment.ProcessorCount));
        return 0;
    case "signatures":
        SignatureLoad.Run(At(0, 2_000), At(1, 1));
        return 0;
    default:
        Console.Error.WriteLine("usage: world [purses] [payments] [threads] | signatures [payments] [threads]");
        return 2;
}

int At(int index, int otherwise) => index < numbers.Length ? numbers[index] : otherwise;
