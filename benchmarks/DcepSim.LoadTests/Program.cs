using DcepSim.LoadTests;
using DcepSim.LoadTests.Targets;

const string Usage = """
    DcepSim.LoadTests measures durable settlement. Everything it prints is one JSON object, or a table.

      DcepSim.LoadTests [options]              settlement end to end: transfers a second, latency, allocation, recovery
      DcepSim.LoadTests targets [options]      everything that is asked of the settlement core, and a table of what is met
      DcepSim.LoadTests rivals [options]       the same work given to SQLite and PostgreSQL, in turn
      DcepSim.LoadTests kernel [options]       the ledger alone
      DcepSim.LoadTests statements [options]   pages from a long history, while transfers go on
      DcepSim.LoadTests moments [options]      what could keep everybody waiting
      DcepSim.LoadTests killed [options]       what a killed process takes to answer again

    A wrong option, such as --options, is answered with those there are. See benchmarks/README.md for what is included and how to read it.
    """;

try
{
    switch (args)
    {
        case ["help", ..] or [.., "--help" or "-h"]:
            Console.WriteLine(Usage);
            return 0;
        case ["targets", .. var asked]:
            return await new TargetRun(TargetPlan.Read(asked)).RunAsync();
        case ["rivals", .. var rest]:
            await new RivalComparison(RivalPlan.Read(rest)).RunAsync();
            return 0;
        case ["kernel", .. var alone]:
            new KernelLoad(KernelPlan.Read(alone)).Run();
            return 0;
        case ["statements", .. var reading]:
            await new StatementLoad(StatementPlan.Read(reading)).RunAsync();
            return 0;
        case ["moments", .. var named]:
            await new HardMoments(Emptied(named)).RunAsync();
            return 0;
        case ["killed", .. var named]:
            await new KilledBook(Emptied(named)).RunAsync(named);
            return 0;
        case [KilledBook.Victim, .. var named]:
            await new KilledBook(LoadPlan.Read(named)).LiveAsync();
            return 0;
        default:
            await new EndToEndLoad(LoadPlan.Read(args)).RunAsync();
            return 0;
    }
}
catch (ArgumentException fault)
{
    Console.Error.WriteLine($"DcepSim.LoadTests: {fault.Message}");
    return 2;
}

static LoadPlan Emptied(string[] args)
{
    var plan = LoadPlan.Read(args);
    plan.EmptyFolder();
    return plan;
}
