namespace Portal.Cases.Records;

/// <summary>How a value is compared.</summary>
public enum RecordOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    DoesNotContain,
}
