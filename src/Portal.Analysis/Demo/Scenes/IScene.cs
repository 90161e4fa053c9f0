using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Scenes;

/// <summary>A part of the story: plays its packets and says what is true of them.</summary>
internal interface IScene
{
    void Play(Network network);

    IEnumerable<IncidentTruth> Truths { get; }

    /// <summary>What looks suspicious and is not.</summary>
    IEnumerable<IncidentTruth> LookAlikes { get; }
}
