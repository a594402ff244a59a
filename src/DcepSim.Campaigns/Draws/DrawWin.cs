namespace DcepSim.Campaigns;

/// <summary>One entrant's luck. <c>default</c> is entrant 0 with the first prize.</summary>
/// <param name="Entrant">The entrant's place in the list, from 0.</param>
/// <param name="Prize">The prize's place in the terms, from 0.</param>
public readonly record struct DrawWin(int Entrant, int Prize);
