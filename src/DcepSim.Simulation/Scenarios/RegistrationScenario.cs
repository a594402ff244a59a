namespace DcepSim.Simulation.Scenarios;

/// <summary>How registrations (报名) spread over the time in which registration is open, among those who complete it: the diffusion of Bass, in which
/// some come on their own and others because they hear of it. No pilot published a course of registrations; both rates are assumed.</summary>
/// <param name="InnovationPerDay">The rate a day at which those who are still to come register on their own, above 0 to 100.</param>
/// <param name="ImitationPerDay">The rate a day that is added when everybody else has registered (awareness), 0 to 100.</param>
public sealed record RegistrationScenario(double InnovationPerDay, double ImitationPerDay);
