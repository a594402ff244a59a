using System.Collections.Immutable;

namespace DcepSim.Forecasts;

/// <summary>A pilot forecast from all others, and what came of it.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Figures">Its published figures beside it.</param>
public sealed record LeftOutPilot(CampaignForecast Forecast, ImmutableArray<LeftOutFigure> Figures);
