using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cases.Columns;

namespace Portal.Cases.Timeline;

internal sealed class TimelineEventConfiguration : IEntityTypeConfiguration<TimelineEvent>
{
    public void Configure(EntityTypeBuilder<TimelineEvent> builder)
    {
        builder.Property(item => item.TypedTime).HasMaxLength(100);
        builder.Property(item => item.Title).HasMaxLength(TimelineDraft.MaxTitle);
        builder.Property(item => item.Text).HasMaxLength(TimelineDraft.MaxText);
        builder.Property(item => item.Category).HasMaxLength(TimelineDraft.MaxCategory);
        builder.Property(item => item.Severity).HasConversion<int?>();
        builder.Property(item => item.Hosts).IsJson();
        builder.Property(item => item.FindingKey).HasMaxLength(300);
        builder.Property(item => item.CreatedBy).HasMaxLength(100);
        builder.Property(item => item.Revision).IsConcurrencyToken();
        builder.HasIndex(item => new { item.CaseId, item.Time });
        builder.HasIndex(item => new { item.CaseId, item.FindingKey });
    }
}
