import { testRandomSchedules } from '../../../support/randomSchedules';

testRandomSchedules(2);
