Feature: Gradual release
  A feature reaches everybody step by step, as long as its metrics are good.

  Scenario: good metrics take a feature from a few users to all
    Given a flag enabled for a small percentage
    When metrics are good
    Then the percentage rises to all
