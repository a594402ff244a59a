using DcepSim.Simulation;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Experiments;

/// <summary>Sees what happens inside the runs of an experiment.</summary>
/// <remarks>Called from several threads, but for one run always from the same one, between its begin and its end.</remarks>
public interface IExperimentRecorder
{
    /// <summary>The experiment begins, before its first run; does nothing unless implemented.</summary>
    /// <param name="scenario">What all its runs are runs of.</param>
    void Begin(Scenario scenario)
    {
    }

    /// <summary>A run begins.</summary>
    /// <param name="run">Its number, from 1.</param>
    /// <returns>Who sees the run's payments, in order of time; <c>null</c> for nobody.</returns>
    IPaymentObserver? BeginRun(int run);

    /// <summary>A run begins under a scenario of its own: that of the experiment, or what a set of an ensemble makes of it. Does the same as
    /// <see cref="BeginRun(int)"/> unless implemented.</summary>
    /// <param name="run">Its number, from 1.</param>
    /// <param name="scenario">What it is a run of.</param>
    /// <returns>Who sees the run's payments, in order of time; <c>null</c> for nobody.</returns>
    IPaymentObserver? BeginRun(int run, Scenario scenario) => BeginRun(run);

    /// <summary>A run that began is over and has an outcome.</summary>
    /// <param name="run">Its number, from 1.</param>
    void EndRun(int run);
}
