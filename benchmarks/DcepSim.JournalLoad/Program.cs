using System.Globalization;
using DcepSim.JournalLoad;

// write DIR [groups] [records a group] [buffered]   groups written and flushed one after another, then recovered; writing ahead is inside the time
// seek DIR [records a group]                        the first records at random places of 20 million
// encode [records a group]                          checksums and parity alone, no disk
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "write" when args.Length > 1:
        WriteLoad.Run(args[1], At(2, 500), At(3, 63_488), isDirect: !args.Contains("buffered"));
        return 0;
    case "seek" when args.Length > 1:
        SeekLoad.Run(args[1], At(2, 63_488));
        return 0;
    case "encode":
        EncodeLoad.Run(At(1, 63_488));
        return 0;
    default:
        Console.Error.WriteLine("usage: write DIR [groups] [records a group] [buffered] | seek DIR [records a group] | encode [records a group]");
        return 2;
}

int At(int index, int otherwise) =>
    index < args.Length && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
